internal import Glibc

/// Cuts a stream of bytes into lines, in bounded memory.
///
/// Feed with ``append(_:)``, then take frames with ``next()`` until it returns nil; at the end of the input take the rest
/// with ``finish()``. It never holds more than `lineBytesMax`, two bytes, and what the last `append` brought. Frames do
/// not depend on how the input was split. Every byte is looked at once.
package struct LineFramer: Sendable {
    /// What the stream holds next.
    package enum Frame: Sendable, Equatable {
        /// One line without its `\n`, and without one `\r` before it; never blank.
        case line([UInt8])
        /// A line over the limit; its bytes are gone, and the next frame is the line after it.
        case tooLong
    }

    private let lineBytesMax: Int
    private var buffer: [UInt8] = []
    /// Where the current line starts in the buffer.
    private var lineStart = 0
    /// Up to where the current line is known to hold no newline.
    private var scanned = 0
    /// Whether the rest of an over-long line is being skipped.
    package private(set) var isDiscarding = false

    /// A larger buffer is given back once it is empty, so that one long line does not cost its memory for ever.
    private static let keptBytesMax = 16 * 1024

    /// Starts with an empty buffer; `lineBytesMax` counts a line's bytes without its ending.
    package init(lineBytesMax: Int) {
        self.lineBytesMax = lineBytesMax
    }

    /// The bytes held: the line that is not complete yet, and lines not taken yet.
    package var bufferedByteCount: Int { buffer.count - lineStart }

    /// Whether ``next()`` has something to give before more bytes come.
    package var hasNext: Bool { newline != nil || isTooLongAlready }

    /// Takes the next bytes of the stream, split anywhere.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        dropTakenLines()
        var rest = unsafe bytes[...]
        if isDiscarding {
            guard let newline = unsafe rest.firstNewline else { return }
            unsafe rest = rest[(newline + 1)...]
            isDiscarding = false
        }
        unsafe buffer.append(contentsOf: rest)
    }

    /// Makes room for a line as long as the limit, instead of moving what is there each time that it grows.
    package mutating func expectLongLine() {
        buffer.reserveCapacity(lineBytesMax + 2)
    }

    /// Gives up the line that is not complete yet: what is there of it, and what will come.
    package mutating func discardLine() {
        isDiscarding = true
        dropEverything()
    }

    /// The next whole line, or the news that the current one is over the limit; nil when more bytes are needed.
    package mutating func next() -> Frame? {
        while let newline {
            let line = lineStart..<newline
            lineStart = newline + 1
            scanned = lineStart
            let frame = frame(line)
            if lineStart == buffer.count { dropTakenLines() }
            if let frame { return frame }
        }
        scanned = buffer.count
        guard isTooLongAlready else { return nil }
        discardLine()
        return .tooLong
    }

    /// The next frame once the input has ended.
    ///
    /// A last line without `\n` counts. Call until it returns nil.
    package mutating func finish() -> Frame? {
        if let frame = next() { return frame }
        let line = lineStart..<buffer.count
        lineStart = buffer.count
        defer { dropEverything() }
        return frame(line)
    }

    /// Where the current line ends.
    private var newline: Int? {
        unsafe buffer.withUnsafeBytes { unsafe $0[scanned...].firstNewline }
    }

    /// The frame of a complete line that was just passed; nil if it is blank.
    private mutating func frame(_ line: Range<Int>) -> Frame? {
        var line = line
        if let last = line.last, buffer[last] == UInt8(ascii: "\r") { line.removeLast() }
        guard line.count <= lineBytesMax else { return .tooLong }
        if buffer[line].allSatisfy(\.isBlank) { return nil }
        let isLong = line.lowerBound == 0 && line.count > Self.keptBytesMax
        return .line(isLong ? takeBuffer(line.count) : Array(buffer[line]))
    }

    /// Takes a long line out with the buffer itself, and copies what came after it instead: that is one read at most.
    private mutating func takeBuffer(_ lineByteCount: Int) -> [UInt8] {
        var taken = Array(buffer[lineStart...])
        swap(&taken, &buffer)
        taken.removeSubrange(lineByteCount...)
        lineStart = 0
        scanned = 0
        return taken
    }

    /// A last `\r` might be half of the line's ending, so it is not counted yet.
    private var isTooLongAlready: Bool {
        let count = buffer.count - lineStart
        return count > lineBytesMax + (buffer.last == UInt8(ascii: "\r") ? 1 : 0)
    }

    private mutating func dropEverything() {
        lineStart = buffer.count
        scanned = lineStart
        dropTakenLines()
    }

    private mutating func dropTakenLines() {
        if lineStart == buffer.count {
            buffer.removeAll(keepingCapacity: buffer.capacity <= Self.keptBytesMax)
        } else if lineStart > 0 {
            buffer.removeSubrange(..<lineStart)
        }
        scanned -= lineStart
        lineStart = 0
    }
}

extension UInt8 {
    /// Whether the byte is JSON white space other than a newline.
    fileprivate var isBlank: Bool {
        self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r")
    }
}

extension Slice<UnsafeRawBufferPointer> {
    /// The index of the first `\n`.
    fileprivate var firstNewline: Int? {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: self)
        guard let start = bytes.baseAddress, let found = unsafe memchr(start, 0x0A, bytes.count) else { return nil }
        return unsafe startIndex + (UnsafeRawPointer(found) - start)
    }
}
