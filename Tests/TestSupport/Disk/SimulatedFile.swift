import Storage
import SystemPackage

/// An open file of a simulated disk.
struct SimulatedFile: DiskFile {
    let disk: Monitor<SimulatedState>
    let node: Int

    func read(
        into buffer: inout MutableSpan<UInt8>,
        from index: Int,
        at offset: Int
    ) throws(SystemCallFailure) -> Int {
        let hook = disk.withLock { ($0.faults.beforeRead, $0.counts.reads + 1) }
        hook.0?(hook.1)
        let wanted = buffer.count - index
        let bytes = try disk.withLock { (state) throws(SystemCallFailure) in
            state.counts.reads += 1
            try state.requirePower("pread")
            let range =
                min(offset, state.nodes[node].cached.count)..<min(offset + wanted, state.nodes[node].cached.count)
            if let bad = state.faults.unreadableByte, range.contains(bad) {
                throw SystemCallFailure("pread", .ioError)
            }
            return state.nodes[node].cached[range]
        }
        bytes.withUnsafeBytes { source in
            buffer.withUnsafeMutableBytes { target in
                UnsafeMutableRawBufferPointer(rebasing: target[index...]).copyMemory(from: source)
            }
        }
        return bytes.count
    }

    func readCached(into buffer: inout MutableSpan<UInt8>, at offset: Int) throws(SystemCallFailure) -> Int? {
        let inMemory = disk.withLock { $0.faults.cachedBytesMax } ?? .max
        guard inMemory > 0 else { return nil }
        return min(inMemory, try read(into: &buffer, from: 0, at: offset))
    }

    func write(_ bytes: Span<UInt8>, at offset: Int) throws(SystemCallFailure) -> Int {
        let copy = bytes.withUnsafeBufferPointer { Array($0) }
        return try disk.withLock { (state) throws(SystemCallFailure) in
            try state.change(\.writes, "pwrite")
            if state.faults.interruptsWrites, state.counts.writes % 2 == 1 {
                throw SystemCallFailure("pwrite", .interrupted)
            }
            if let fault = state.faults.failingWrite, fault.number == state.counts.writes {
                state.nodes[node].write(Array(copy.prefix(fault.storedByteCount)), at: offset)
                throw SystemCallFailure("pwrite", fault.error)
            }
            let stored = Array(copy.prefix(state.faults.writeBytesMax))
            state.nodes[node].write(stored, at: offset)
            return stored.count
        }
    }

    func syncData() throws(SystemCallFailure) {
        let hook = disk.withLock { ($0.faults.beforeDataSync, $0.counts.dataSyncs + 1) }
        hook.0?(hook.1)
        try disk.withLock { (state) throws(SystemCallFailure) in
            try state.change(\.dataSyncs, "fdatasync")
            if let fault = state.faults.failingDataSync, fault.number == state.counts.dataSyncs {
                state.nodes[node].failSync()
                throw SystemCallFailure("fdatasync", fault.error)
            }
            state.nodes[node].sync(dataOnly: true)
        }
    }

    func sync() throws(SystemCallFailure) {
        try disk.withLock { (state) throws(SystemCallFailure) in
            try state.change(\.syncs, "fsync")
            state.nodes[node].sync(dataOnly: false)
        }
    }

    func truncate(to size: Int) throws(SystemCallFailure) {
        try disk.withLock { (state) throws(SystemCallFailure) in
            try state.change(\.truncates, "ftruncate")
            state.nodes[node].truncate(to: size)
        }
    }

    func status() throws(SystemCallFailure) -> FileStatus {
        try disk.withLock { (state) throws(SystemCallFailure) in
            try state.requirePower("fstat")
            return state.status(of: node)
        }
    }

    func freeBytes() throws(SystemCallFailure) -> Int {
        try disk.withLock { (state) throws(SystemCallFailure) in
            try state.requirePower("fstatvfs")
            return state.freeBytes
        }
    }

    func overwritesInPlace() throws(SystemCallFailure) -> Bool {
        try disk.withLock { (state) throws(SystemCallFailure) in
            try state.requirePower("fstatfs")
            return !state.faults.copiesOnWrite
        }
    }

    func lock() throws(SystemCallFailure) -> any DiskLock {
        try SimulatedLock(disk: disk, node: node)
    }

    func dropCache(from offset: Int) throws(SystemCallFailure) {
        disk.withLock { state in
            state.counts.cacheDrops += 1
            if !state.faults.keepsCache { state.nodes[node].dropCache(from: offset) }
        }
    }
}
