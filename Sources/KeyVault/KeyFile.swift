import Storage
internal import SystemPackage

/// The file `journal.keys`: read whole, and only ever replaced whole.
struct KeyFile: Sendable {
    let disk: any Disk
    let directory: FilePath

    var path: FilePath { directory.appending(KeyVault.fileName) }

    /// Reads the file; nil if there is none.
    func read() throws(KeyVaultError) -> KeyTree? {
        let bytes: [UInt8]
        do {
            bytes = try disk.open(path, .read).wholeBytes()
        } catch {
            if error.error == .noSuchFileOrDirectory { return nil }
            throw .cannotRead(path, error)
        }
        return try KeyTree(fileBytes: bytes, path: path)
    }

    /// Whether the name of the keys leads to a file.
    func exists() throws(SystemCallFailure) -> Bool { try exists(path) }

    private func exists(_ path: FilePath) throws(SystemCallFailure) -> Bool {
        do {
            _ = try disk.status(of: path)
            return true
        } catch {
            guard error.error == .noSuchFileOrDirectory else { throw error }
            return false
        }
    }

    /// Where an operator says that the keys are lost for good.
    private var lossPath: FilePath { directory.appending("\(KeyVault.fileName).lost") }
    /// Where it is noted that a loss is dealt with.
    private var pastLossPath: FilePath { directory.appending("\(KeyVault.fileName).lost-before") }

    /// Whether an operator has said that the keys are lost for good.
    func isLost() throws(KeyVaultError) -> Bool { try isNoted(lossPath) }

    /// Whether keys were lost before, and others made.
    func wasLost() throws(KeyVaultError) -> Bool { try isNoted(pastLossPath) }

    private func isNoted(_ path: FilePath) throws(KeyVaultError) -> Bool {
        do {
            return try exists(path)
        } catch {
            throw .cannotRead(path, error)
        }
    }

    /// Notes that the loss is dealt with: it is not to excuse another one.
    func noteLossIsOver() throws(KeyVaultError) {
        do {
            guard try exists(lossPath) else { return }
            try disk.rename(lossPath, to: pastLossPath)
            try disk.syncDirectory(directory)
        } catch {
            throw .cannotPrepare(lossPath, error)
        }
    }

    /// Expects room for the file of a tree that loses some leaves, and a descriptor to write it with.
    func expectRoom(for tree: KeyTree, without leafCount: Int) throws(KeyVaultError) {
        let byteCount = tree.fileBytesMax(without: leafCount)
        do throws(SystemCallFailure) {
            guard try disk.open(path, .read).freeBytes() >= byteCount else {
                throw SystemCallFailure("fstatvfs", .noSpace)
            }
        } catch {
            throw .cannotErase(path, error)
        }
    }

    /// Makes the file where there is none; durable on return.
    func make(of tree: KeyTree) throws(KeyVaultError) {
        do throws(SystemCallFailure) {
            try write(tree)
        } catch {
            throw .cannotPrepare(path, error)
        }
    }

    /// Replaces the file by that of a tree, in one step; durable on return.
    func replace(by tree: KeyTree) throws(KeyVaultError) {
        do throws(SystemCallFailure) {
            try write(tree)
        } catch {
            throw .cannotReplace(path, error)
        }
    }

    private func write(_ tree: KeyTree) throws(SystemCallFailure) {
        let newPath = directory.appending("\(KeyVault.fileName).new")
        let file = try disk.open(newPath, .replace)
        try file.writeWhole(tree.fileBytes.span, at: 0)
        try file.sync()
        try disk.rename(newPath, to: path)
        try disk.syncDirectory(directory)
    }
}
