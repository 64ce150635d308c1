/// A command line that can't be carried out; the message says what to write instead.
package struct UsageError: Error, Sendable, Equatable {
    /// One or two sentences for people.
    package let message: String

    /// Keeps the message.
    package init(_ message: String) {
        self.message = message
    }
}
