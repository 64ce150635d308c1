import Storage
internal import SystemPackage

extension Opening {
    /// Keeps the torn bytes in a file of their own, then cuts them off; each step is synced before the next.
    func cutOff(
        _ file: any DiskFile,
        at offset: Int,
        _ byteCount: Int,
        nextSeq: UInt64
    ) throws(JournalError) -> FilePath {
        let tail = try attempt { () throws(SystemCallFailure) in
            try Tail.read(file, from: offset, byteCountMax: byteCount)
        }
        let kept = try keepAside(tail.bytes, nextSeq: nextSeq)
        try attempt { () throws(SystemCallFailure) in
            try file.truncate(to: offset)
            try file.sync()
        }
        return kept
    }

    /// Writes the bytes to the first free name `journal.jsonl.torn-<nextSeq>-<number>`.
    func keepAside(_ bytes: [UInt8], nextSeq: UInt64) throws(JournalError) -> FilePath {
        try attempt { () throws(SystemCallFailure) in
            let (path, file) = try createTornFile(nextSeq: nextSeq)
            try file.writeWhole(bytes.span, at: 0)
            try file.sync()
            try disk.syncDirectory(directory)
            return path
        }
    }

    private func createTornFile(nextSeq: UInt64) throws(SystemCallFailure) -> (FilePath, any DiskFile) {
        for number in 1..<Self.tornFileCountMax {
            let path = directory.appending("\(Journal.fileName).torn-\(nextSeq)-\(number)")
            do throws(SystemCallFailure) {
                return (path, try disk.open(path, .create))
            } catch  where error.error == .fileExists {
                continue
            }
        }
        throw SystemCallFailure("open", .fileExists)
    }

    /// More interrupted attempts at one and the same number than any operator would let pass.
    private static var tornFileCountMax: Int { 1000 }

    /// Makes everything durable that is there: writes the bytes of the last batch once more where they are, and syncs.
    ///
    /// After a failed sync the page cache may show bytes that the disk never got, and go on showing them to a new
    /// process. Written again they are dirty again, and the sync means what it says.
    func proveLastBatch(of outcome: JournalScanner.Outcome, in file: any DiskFile) throws(JournalError) {
        if let lastBatch = outcome.lastBatch { try rewrite(lastBatch, of: outcome, in: file) }
        // Not fdatasync(2), which need not make a file shorter: an earlier start may have cut a torn end off and died
        // before that was durable, and the old end would come back behind what is written from here on.
        try attempt { () throws(SystemCallFailure) in try file.sync() }
    }

    private func rewrite(
        _ lastBatch: (offset: Int, chainBefore: Chain),
        of outcome: JournalScanner.Outcome,
        in file: any DiskFile
    ) throws(JournalError) {
        let offset = lastBatch.offset
        var bytes = [UInt8](repeating: 0, count: outcome.byteCount - offset)
        try attempt { () throws(SystemCallFailure) in
            var count = 0
            while count < bytes.count {
                var span = bytes.mutableSpan
                let more = try file.readUninterrupted(into: &span, from: count, at: offset + count)
                guard more > 0 else { throw SystemCallFailure("pread", .ioError) }
                count += more
            }
        }
        // The bytes come from the disk a second time, and what is written must be what was verified.
        guard lastBatch.chainBefore.afterLines(bytes) == outcome.chain else {
            throw .cannotRead(path, byte: offset, SystemCallFailure("pread", .ioError))
        }
        try attempt { () throws(SystemCallFailure) in try file.writeWhole(bytes.span, at: offset) }
    }

    /// Runs system calls on the journal's files.
    func attempt<Result>(_ body: () throws(SystemCallFailure) -> Result) throws(JournalError) -> Result {
        do {
            return try body()
        } catch {
            throw .cannotPrepare(path, error)
        }
    }
}
