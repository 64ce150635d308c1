import Journal

/// A record that the index refers to and that can't be read, or is another one.
struct UnreadableRecord: Error {
    let description: String

    init(_ error: JournalError) { description = error.description }

    init(_ error: RecordedChangeError) { description = error.description }

    init(seq: UInt64) { self.init("link at seq \(seq)") }

    /// Something that is not where the index says.
    init(_ thing: String) {
        description = "The journal has no \(thing), where the index says so; restart the daemon to rebuild the index."
    }
}
