import Storage

/// Reads a file line by line through one buffer.
///
/// The buffer grows to the longest line met and never beyond the limit for lines. A read error is thrown; it is never
/// taken for the end of the file.
struct LineReader {
    /// A line in the reader's buffer, valid until the next one is asked for.
    struct Line {
        /// How it ended.
        enum End {
            case newline, endOfFile
            /// Longer than the limit; `range` holds its beginning, and the reader cannot go on.
            case tooLong
        }

        var range: Range<Int>
        var number: Int
        var offset: Int
        var end: End

        /// Bytes in the file, the newline included.
        var length: Int { range.count + (end == .newline ? 1 : 0) }
    }

    /// Bytes of one read: enough for some thousand records, and not more than a processor's cache.
    static let chunkByteCount = 512 << 10

    private(set) var buffer: [UInt8]
    private let file: any DiskFile
    private let lineBytesMax: Int
    private var unread = 0..<0
    /// Where in the file the next line begins.
    private(set) var offset = 0
    private var number = 1

    /// Starts at the first byte of `file`.
    init(file: any DiskFile, lineBytesMax: Int, chunkByteCount: Int = Self.chunkByteCount) {
        self.file = file
        self.lineBytesMax = lineBytesMax
        buffer = [UInt8](repeating: 0, count: chunkByteCount)
    }

    /// The next line, if all of it is in the buffer with its newline; never reads.
    mutating func nextInBuffer() -> Line? {
        buffer.span.extracting(unread).firstNewline().map { take($0, end: .newline) }
    }

    /// Drops the buffer and reads on from the beginning of an earlier line.
    mutating func goBack(to offset: Int, line: Int) {
        self.offset = offset
        number = line
        unread = 0..<0
    }

    /// Hands over the buffer with all lines taken from it, and goes on in another one.
    mutating func takeBuffer(goingOnIn other: consuming [UInt8]) -> [UInt8] {
        if other.count < buffer.count { other = [UInt8](repeating: 0, count: buffer.count) }
        Self.copy(buffer.span.extracting(unread), to: &other)
        unread = 0..<unread.count
        swap(&buffer, &other)
        return other
    }

    /// The next line; `nil` at the end of the file.
    mutating func next() throws(SystemCallFailure) -> Line? {
        var searched = 0
        while true {
            if let length = buffer.span.extracting(unread.dropFirst(searched)).firstNewline() {
                return take(searched + length, end: .newline)
            }
            searched = unread.count
            if searched > lineBytesMax { return take(searched, end: .tooLong) }
            if try fill() == 0 { return unread.isEmpty ? nil : take(unread.count, end: .endOfFile) }
        }
    }

    private mutating func take(_ count: Int, end: Line.End) -> Line {
        let end: Line.End = count > lineBytesMax ? .tooLong : end
        let range = unread.lowerBound..<unread.lowerBound + count
        let line = Line(range: range, number: number, offset: offset, end: end)
        unread = range.lowerBound + line.length..<unread.upperBound
        offset += line.length
        number += 1
        return line
    }

    /// Reads more behind the unread bytes; 0 at the end of the file.
    private mutating func fill() throws(SystemCallFailure) -> Int {
        if unread.lowerBound > 0 {
            unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[unread]))
            }
            unread = 0..<unread.count
        }
        if unread.count == buffer.count {
            buffer.append(contentsOf: [UInt8](repeating: 0, count: buffer.count))
        }
        // Copies, because the span below borrows the whole reader.
        let (file, unreadCount) = (file, unread.count)
        let end = offset + unreadCount
        var span = buffer.mutableSpan
        let count = try file.readUninterrupted(into: &span, from: unreadCount, at: end)
        unread = 0..<unreadCount + count
        return count
    }

    private static func copy(_ bytes: Span<UInt8>, to target: inout [UInt8]) {
        unsafe bytes.withUnsafeBytes { source in
            unsafe target.withUnsafeMutableBytes { unsafe $0.copyMemory(from: source) }
        }
    }
}
