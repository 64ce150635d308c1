internal import Glibc

/// Where the daemon listens.
package enum SocketPath {
    /// The path of a daemon that was started without another one.
    package static let standard = "/run/paylinkd.sock"
    /// The environment's variable that names another path.
    package static let variable = "PAYLINK_SOCKET"

    /// The longest path that a socket's address holds, in bytes: `sun_path` of unix(7) without its final zero.
    package static let byteCountMax = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// Chooses among what a person gave, what the environment says, and the standard path; an empty text doesn't count.
    package static func resolve(given: String?, environment: (String) -> String? = environmentValue) -> String {
        [given, environment(variable)].lazy.compactMap(\.self).first { !$0.isEmpty } ?? standard
    }
}

/// Reads a variable of the process's environment, getenv(3).
package func environmentValue(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
