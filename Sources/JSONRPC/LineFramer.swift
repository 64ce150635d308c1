internal import Glibc

/// Cuts a stream of bytes into lines, in bounded memory.
///
/// Call ``append(_:)``, then ``next()`` until it returns nil; at the end of the input call ``finish()`` until it returns
/// nil. The framer never holds more than `lineBytesMax` bytes, two more, and those of the last `append`. Frames do not
/// depend on how the input was split. Every byte is scanned once.
package struct LineFramer: Sendable {
    /// The next piece of the stream.
    package enum Frame: Sendable, Equatable {
        /// One line without its `\n`, and without one `\r` before it; never blank.
        case line([UInt8])
        /// A line over the limit; its bytes are gone, and the next frame is the line after it.
        case tooLong
    }

    private let lineBytesMax: Int
    private var buffer: [UInt8] = []
    /// The current line's offset in the buffer.
    private var lineStart = 0
    /// The offset up to which the current line has no newline.
    private var scanned = 0
    /// Whether the rest of a line over the limit is being dropped.
    package private(set) var isDiscarding = false

    /// A larger buffer is freed once it is empty, so that one long line does not hold its memory for ever.
    private static let keptBytesMax = 16 * 1024

    /// Creates an empty framer; `lineBytesMax` is the longest line in bytes, without its ending.
    package init(lineBytesMax: Int) {
        self.lineBytesMax = lineBytesMax
    }

    /// The bytes held: lines that were not taken, and an unfinished one.
    package var bufferedByteCount: Int { buffer.count - lineStart }

    /// Whether ``next()`` returns a frame without more bytes.
    package var hasNext: Bool { newline != nil || isTooLongAlready }

    /// Appends the next bytes of the stream, split anywhere.
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

    /// Reserves room for a line of the maximum length, so that the buffer need not be moved each time it grows.
    package mutating func expectLongLine() {
        buffer.reserveCapacity(lineBytesMax + 2)
    }

    /// Drops the unfinished line, and the rest of it when it arrives.
    package mutating func discardLine() {
        isDiscarding = true
        dropEverything()
    }

    /// Takes the next line, or the notice that the current one is over the limit; nil if more bytes are needed.
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

    /// Takes the next frame after the end of the input.
    ///
    /// A last line without `\n` counts. Call until it returns nil.
    package mutating func finish() -> Frame? {
        if let frame = next() { return frame }
        let line = lineStart..<buffer.count
        lineStart = buffer.count
        defer { dropEverything() }
        return frame(line)
    }

    /// The offset of the current line's newline.
    private var newline: Int? {
        unsafe buffer.withUnsafeBytes { unsafe $0[scanned...].firstNewline }
    }

    /// The frame of a complete line; nil if it is blank.
    private mutating func frame(_ line: Range<Int>) -> Frame? {
        var line = line
        if let last = line.last, buffer[last] == UInt8(ascii: "\r") { line.removeLast() }
        guard line.count <= lineBytesMax else { return .tooLong }
        if buffer[line].allSatisfy(\.isBlank) { return nil }
        let isLong = line.lowerBound == 0 && line.count > Self.keptBytesMax
        return .line(isLong ? takeBuffer(line.count) : Array(buffer[line]))
    }

    /// Takes a long line without a copy, as the buffer itself; the bytes after it, at most one read, are copied.
    private mutating func takeBuffer(_ lineByteCount: Int) -> [UInt8] {
        var taken = Array(buffer[lineStart...])
        swap(&taken, &buffer)
        taken.removeSubrange(lineByteCount...)
        lineStart = 0
        scanned = 0
        return taken
    }

    /// A last `\r` may be half of the line's ending, so it does not count.
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
