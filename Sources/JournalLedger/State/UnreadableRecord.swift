import Journal

/// A record that is not there as it was written, or that can't be read.
struct UnreadableRecord: Error {
    let description: String

    init(_ error: JournalError) { description = error.description }

    init(_ error: RecordedChangeError) { description = error.description }

    init(seq: UInt64) {
        description =
            "The journal has no link at seq \(seq), where the index says so; restart the daemon to rebuild the index."
    }
}
