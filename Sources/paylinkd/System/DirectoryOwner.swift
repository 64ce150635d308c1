import Glibc

/// Whether what is in a directory can only have come from this user or from root.
enum DirectoryOwner {
    /// Looks at the owner and the mode; a directory that is not there yet is made by the daemon itself.
    static func mayTrust(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return true }
        let isOwn = status.st_uid == geteuid() || status.st_uid == 0
        return isOwn && status.st_mode & (S_IWGRP | S_IWOTH) == 0
    }
}
