private import Glibc

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

    private(set) var buffer: [UInt8]
    private let file: any DiskFile
    private let lineBytesMax: Int
    private var unread = 0..<0
    /// Where in the file the next line begins.
    private(set) var offset = 0
    private var number = 1

    /// Starts at the first byte of `file`.
    init(file: any DiskFile, lineBytesMax: Int, chunkByteCount: Int = 256 << 10) {
        self.file = file
        self.lineBytesMax = lineBytesMax
        buffer = [UInt8](repeating: 0, count: chunkByteCount)
    }

    /// The next line; `nil` at the end of the file.
    mutating func next() throws(SystemCallFailure) -> Line? {
        var searched = 0
        while true {
            if let length = newline(in: unread.dropFirst(searched)) {
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
            buffer.replaceSubrange(0..<unread.count, with: buffer[unread])
            unread = 0..<unread.count
        }
        if unread.count == buffer.count {
            buffer.append(contentsOf: repeatElement(0, count: buffer.count))
        }
        // Copies, because the span below borrows the whole reader.
        let (file, unreadCount) = (file, unread.count)
        let end = offset + unreadCount
        var span = buffer.mutableSpan
        let count = try file.readUninterrupted(into: &span, from: unreadCount, at: end)
        unread = 0..<unreadCount + count
        return count
    }

    /// How many bytes of the buffer's range come before its first newline.
    private func newline(in range: Range<Int>) -> Int? {
        unsafe buffer.span.extracting(range).withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base, 0x0A, bytes.count) else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
