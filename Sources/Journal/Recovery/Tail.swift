import Storage

/// The bytes behind the last good record with their last newline, without the padding after it.
struct Tail {
    /// At most the limit it was read with; empty when there is nothing but padding.
    var bytes: [UInt8]
    /// True when the file holds more than the limit.
    var isTooLong = false

    /// Reads from `offset` to the end of the file.
    static func read(_ file: any DiskFile, from offset: Int, byteCountMax: Int) throws(SystemCallFailure) -> Tail {
        var tail = Tail(bytes: [])
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        var position = offset
        // Newlines are padding only when nothing else follows, so they are counted until something does.
        var newlineCount = 0
        while true {
            var span = chunk.mutableSpan
            let count = try file.readUninterrupted(into: &span, at: position)
            if count == 0 {
                if !tail.bytes.isEmpty, newlineCount > 0 { tail.bytes.append(UInt8(ascii: "\n")) }
                return tail
            }
            position += count
            var trailing = 0
            while trailing < count, chunk[count - 1 - trailing] == UInt8(ascii: "\n") { trailing += 1 }
            if trailing < count {
                guard tail.bytes.count + newlineCount + count - trailing <= byteCountMax else {
                    tail.isTooLong = true
                    return tail
                }
                tail.bytes.append(contentsOf: [UInt8](repeating: UInt8(ascii: "\n"), count: newlineCount))
                tail.bytes.append(contentsOf: chunk[..<(count - trailing)])
                newlineCount = trailing
            } else {
                newlineCount += count
            }
        }
    }
}
