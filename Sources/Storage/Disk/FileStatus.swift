/// Which file it is, and how long.
package struct FileStatus: Sendable, Equatable {
    /// The file's number, unique in its file system as long as the file is open.
    package let inode: UInt64
    /// The number of its file system.
    package let device: UInt64
    /// Its size in bytes.
    package let byteCount: Int

    /// The members of stat(2) that are needed.
    package init(inode: UInt64, device: UInt64, byteCount: Int) {
        self.inode = inode
        self.device = device
        self.byteCount = byteCount
    }
}
