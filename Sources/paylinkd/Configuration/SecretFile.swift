import Glibc
import MultiSafepay

/// A file with a key in it, read without a trace: its bytes are wiped where they were read.
enum SecretFile {
    /// Reads the key of a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - isPrivate: Whether the file must be for its owner alone, who is this user or root. The files of systemd's
    ///     credentials are guarded by their directory.
    ///   - member: The member of the configuration that names the file, for the error.
    /// - Returns: The key.
    /// - Throws: `SettingsError`.
    static func read(
        _ path: String,
        isPrivate: Bool,
        at member: ConfigurationPath
    ) throws(SettingsError) -> APIKey {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(member) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(member) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw member.wrong("names something else than a file; give a file with the key alone in it")
        }
        if isPrivate {
            guard status.st_mode & 0o077 == 0 else {
                throw member.wrong("names a file that others can read; make it readable by its owner alone (chmod 600)")
            }
            guard status.st_uid == geteuid() || status.st_uid == 0 else {
                throw member.wrong("names a file that belongs to another user; change its owner (chown)")
            }
        }
        var bytes = [UInt8](repeating: 0, count: APIKey.byteCountMax * 2)
        defer { APIKey.wipe(&bytes) }
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw unreadable(member) }
        guard let key = APIKey(bytes.prefix(count)) else {
            throw member.wrong(
                "names a file without a key; it has to hold the key alone, at most \(APIKey.byteCountMax) characters"
            )
        }
        return key
    }

    private static func unreadable(_ member: ConfigurationPath) -> SettingsError {
        let reason = String(cString: strerror(errno)).lowercased()
        return member.wrong("names a file that the user \(ServiceAccount.current) can't read: \(reason)")
    }
}
