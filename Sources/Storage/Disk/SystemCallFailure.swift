package import SystemPackage

/// A system call that failed: its name and the error number it left behind.
package struct SystemCallFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The call's name as in section 2 of the manual, such as `fdatasync`.
    package let call: String
    /// The error number, errno(3).
    package let error: Errno

    /// Records that `call` failed with `error`.
    package init(_ call: String, _ error: Errno) {
        self.call = call
        self.error = error
    }

    /// What to do about a file that could not be read: paths are mistyped, permissions are changed by people, and disks fail.
    package var readingAdvice: String {
        switch error {
        case .permissionDenied, .notPermitted:
            "it belongs to another user; run this as root or as the daemon's user, or give it to that user by chown"
        case .noSuchFileOrDirectory, .notDirectory: "check its path"
        case .illegalSeek, .isDirectory: "it is no regular file; put the file itself there, or give the file's path"
        default: "check the disk before trying again"
        }
    }

    /// The call and the system's words for the error.
    package var description: String {
        "\(call): \(error)"
    }
}
