import Glibc

/// A failure that ends the measurement, in a sentence.
package struct MeasurementError: Error {
    package let message: String

    package init(message: String) {
        self.message = message
    }

    /// The failure of a system call, with the current errno(3).
    package static func system(_ call: String) -> MeasurementError {
        MeasurementError(message: "\(call) failed: \(String(cString: strerror(errno))).")
    }
}

/// Prints a message to standard error, after the name of the program.
package func say(_ sentence: String, as program: String) {
    let line = Array("\(program): \(sentence)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
}
