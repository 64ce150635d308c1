/// A command line that can't be carried out; the message says what to write instead.
struct UsageError: Error, Sendable, Equatable {
    /// One or two sentences for people.
    let message: String

    /// Keeps the message.
    init(_ message: String) {
        self.message = message
    }
}
