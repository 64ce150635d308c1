internal import Glibc

/// Why output could not be written.
package struct WriteError: Error, Sendable, Equatable {
    /// What failed, in a few words.
    package let message: String

    package init(message: String) {
        self.message = message
    }
}

extension ArraySlice<UInt8> {
    /// Writes all bytes to a descriptor, write(2).
    ///
    /// A closed pipe ends the process by SIGPIPE, as it does for any tool.
    package func write(to descriptor: CInt) throws(WriteError) {
        var rest = self
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw WriteError(message: "could not write the output: \(errorText(errno))") }
            rest = rest.dropFirst(count)
        }
    }
}

/// The system's words for an error number, strerror(3).
func errorText(_ number: CInt) -> String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
}
