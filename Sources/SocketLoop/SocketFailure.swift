internal import Glibc

/// A system call on a socket that failed, with its errno(3).
package struct SocketFailure: Error, Sendable, CustomStringConvertible {
    package let call: String
    package let code: Int32

    /// The failure of a call that has just returned.
    package init(_ call: String) {
        self.call = call
        code = errno
    }

    package var description: String { "\(call) failed: \(String(cString: strerror(code)))." }
}
