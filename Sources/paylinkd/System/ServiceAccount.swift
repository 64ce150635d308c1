import Glibc

/// The account that the unit runs the daemon under.
enum ServiceAccount {
    private static let name = "paylink"

    /// Goes on as that user, if root runs this and the account is there: root may read what the daemon may not, so a check
    /// that root makes would pass what the start refuses.
    ///
    /// For a process that only reads and ends: there is no way back.
    static func assume() {
        guard geteuid() == 0, let account = getpwnam(name) else { return }
        let (uid, gid) = (account.pointee.pw_uid, account.pointee.pw_gid)
        guard initgroups(name, gid) == 0, setgid(gid) == 0, setuid(uid) == 0 else {
            // Half of it would be neither root's view nor the daemon's.
            fatalError("root may not become the user \(name) here (errno \(errno))")
        }
    }

    /// The name of the user that this process has, or its number.
    static var current: String {
        guard let account = getpwuid(geteuid()) else { return String(geteuid()) }
        return String(validatingCString: account.pointee.pw_name) ?? String(geteuid())
    }
}
