private import SystemPackage

extension DiskFile {
    /// Reads once from `offset`; an interrupted call is made again, since nothing was read.
    package func readUninterrupted(
        into buffer: inout MutableSpan<UInt8>,
        from index: Int = 0,
        at offset: Int
    ) throws(SystemCallFailure) -> Int {
        while true {
            do {
                return try read(into: &buffer, from: index, at: offset)
            } catch  where error.error == .interrupted {
                continue
            }
        }
    }

    /// Reads once from `offset` into raw memory, behind what is there already; an interrupted call is made again.
    package func readUninterrupted(
        into bytes: inout MutableRawSpan,
        from index: Int,
        at offset: Int
    ) throws(SystemCallFailure) -> Int {
        try unsafe bytes.withUnsafeMutableBytes { (buffer) throws(SystemCallFailure) in
            var span = unsafe MutableSpan<UInt8>(_unsafeBytes: buffer)
            return try readUninterrupted(into: &span, from: index, at: offset)
        }
    }

    /// Reads `count` bytes at `offset`; fewer only at the end of the file.
    package func bytes(at offset: Int, count: Int) throws(SystemCallFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            var span = bytes.mutableSpan
            let more = try readUninterrupted(into: &span, from: filled, at: offset + filled)
            if more == 0 { break }
            filled += more
        }
        bytes.removeLast(count - filled)
        return bytes
    }

    /// Reads the whole file.
    package func wholeBytes() throws(SystemCallFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let more = try self.bytes(at: bytes.count, count: Self.chunkByteCount)
            if more.isEmpty { return bytes }
            bytes += more
        }
    }

    private static var chunkByteCount: Int { 64 << 10 }

    /// Writes all of `bytes` at `offset`.
    ///
    /// A short count goes on with the rest, so that the kernel names the real error on the next call. A count of 0
    /// would go on for ever and is an error, `EIO`.
    package func writeWhole(_ bytes: Span<UInt8>, at offset: Int) throws(SystemCallFailure) {
        _ = try write(bytes, wholeUpTo: bytes.count, at: offset)
    }

    /// Writes `bytes` at `offset` like `writeWhole`, but is content with the first `byteCountMin` of them.
    ///
    /// - Returns: How many bytes were written.
    package func write(_ bytes: Span<UInt8>, wholeUpTo byteCountMin: Int, at offset: Int) throws(SystemCallFailure)
        -> Int
    {
        var written = 0
        while written < byteCountMin {
            let count = try writeUninterrupted(bytes.extracting(written...), at: offset + written)
            guard count > 0 else { throw SystemCallFailure("pwrite", .ioError) }
            written += count
        }
        return written
    }

    /// Writes once at `offset`; an interrupted call wrote nothing and is made again.
    private func writeUninterrupted(_ bytes: Span<UInt8>, at offset: Int) throws(SystemCallFailure) -> Int {
        while true {
            do {
                return try write(bytes, at: offset)
            } catch  where error.error == .interrupted {
                continue
            }
        }
    }
}
