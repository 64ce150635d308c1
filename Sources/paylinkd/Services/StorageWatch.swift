import Journal
import ServiceLifecycle

/// Ends the daemon when the disk fails.
///
/// After a failed write or sync, memory may differ from the disk. The daemon answers every waiting caller that the outcome
/// is unknown, and ends; systemd starts it again, and recovery reads the disk.
struct StorageWatch: Service {
    private let failures: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    init() {
        (failures, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
    }

    /// Takes the failure of the journal.
    func failed(_ error: some Error & CustomStringConvertible) {
        continuation.yield(error.description)
    }

    func run() async throws {
        for await failure in failures.cancelOnGracefulShutdown() {
            throw StorageFailure(cause: failure)
        }
    }
}

/// The disk failed while the daemon was serving.
struct StorageFailure: Error, CustomStringConvertible {
    let cause: String

    var description: String {
        "The journal can't be written any more, so the daemon ends and has to be started again. \(cause)"
    }
}
