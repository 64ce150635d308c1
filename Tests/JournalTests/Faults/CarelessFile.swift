import Storage
import SystemPackage

/// An open file, used the way a careless journal would use it.
struct CarelessFile: DiskFile {
    private struct State {
        /// A sync was promised and is still to be made.
        var owesSync = false
        /// The last write was left out, since the bytes were there.
        var hasSkippedWrite = false
    }

    let inner: any DiskFile
    let bug: SeededBug?
    private let state = Monitor(State())

    init(inner: any DiskFile, bug: SeededBug?) {
        self.inner = inner
        self.bug = bug
    }

    func read(
        into buffer: inout MutableSpan<UInt8>,
        from index: Int,
        at offset: Int
    ) throws(SystemCallFailure) -> Int {
        do {
            return try inner.read(into: &buffer, from: index, at: offset)
        } catch {
            guard bug == .takesReadErrorForEnd else { throw error }
            return 0
        }
    }

    func readCached(into buffer: inout MutableSpan<UInt8>, at offset: Int) throws(SystemCallFailure) -> Int? {
        try inner.readCached(into: &buffer, at: offset)
    }

    func write(_ bytes: Span<UInt8>, at offset: Int) throws(SystemCallFailure) -> Int {
        if state.withLock({ $0.owesSync }) { try inner.syncData() }
        let isSkipped = bug == .trustsUnprovenBatch && isThere(bytes, at: offset)
        state.withLock { $0 = State(owesSync: false, hasSkippedWrite: isSkipped) }
        return isSkipped ? bytes.count : try inner.write(bytes, at: offset)
    }

    func syncData() throws(SystemCallFailure) {
        switch bug {
        case .answersBeforeSync: state.withLock { $0.owesSync = true }
        case .neverSyncs: return
        case .ignoresSyncResult: try? inner.syncData()
        case .trustsUnprovenBatch: if !state.withLock({ $0.hasSkippedWrite }) { try inner.syncData() }
        case .retriesSync:
            do {
                try inner.syncData()
            } catch {
                try inner.syncData()
            }
        default: try inner.syncData()
        }
    }

    func sync() throws(SystemCallFailure) {
        try inner.sync()
    }

    func truncate(to size: Int) throws(SystemCallFailure) {
        try inner.truncate(to: size)
    }

    func status() throws(SystemCallFailure) -> FileStatus {
        try inner.status()
    }

    func freeBytes() throws(SystemCallFailure) -> Int {
        try inner.freeBytes()
    }

    func overwritesInPlace() throws(SystemCallFailure) -> Bool {
        try inner.overwritesInPlace()
    }

    func lock() throws(SystemCallFailure) -> any DiskLock {
        try inner.lock()
    }

    func dropCache(from offset: Int) throws(SystemCallFailure) {
        try inner.dropCache(from: offset)
    }

    private func isThere(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
        var present = [UInt8](repeating: 0, count: bytes.count)
        var span = present.mutableSpan
        guard let count = try? inner.read(into: &span, from: 0, at: offset), count == bytes.count else { return false }
        return bytes.indices.allSatisfy { bytes[$0] == present[$0] }
    }
}
