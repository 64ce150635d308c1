import Storage
internal import SystemPackage

/// The file `journal.keys`: read whole, and only ever replaced whole.
struct KeyFile: Sendable {
    let disk: any Disk
    let directory: FilePath

    var path: FilePath { directory.appending(KeyVault.fileName) }

    /// Reads the file; nil if there is none.
    func read() throws(KeyVaultError) -> KeyTree? {
        let file: any DiskFile
        do {
            file = try disk.open(path, .read)
        } catch {
            if error.error == .noSuchFileOrDirectory { return nil }
            throw .cannotRead(path, byte: 0, error)
        }
        return try KeyTree(fileBytes: try bytes(of: file), path: path)
    }

    /// Puts a tree in the place of the one before; on return the disk has only the new one under the name.
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

    private func bytes(of file: any DiskFile) throws(KeyVaultError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count: Int
            do {
                var span = chunk.mutableSpan
                count = try file.readUninterrupted(into: &span, at: bytes.count)
            } catch {
                throw .cannotRead(path, byte: bytes.count, error)
            }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }
}
