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

    /// Whether the name leads to a file.
    func exists() throws(SystemCallFailure) -> Bool {
        do {
            _ = try disk.status(of: path)
            return true
        } catch {
            guard error.error == .noSuchFileOrDirectory else { throw error }
            return false
        }
    }

    /// Replaces the file by that of a tree, in one step; durable on return.
    func replace(by tree: KeyTree) throws(KeyVaultError) {
        let newPath = directory.appending("\(KeyVault.fileName).new")
        do {
            let file = try disk.open(newPath, .replace)
            try file.writeWhole(tree.fileBytes.span, at: 0)
            try file.sync()
            try disk.rename(newPath, to: path)
            try disk.syncDirectory(directory)
        } catch {
            throw .cannotReplace(path, error)
        }
    }
}
