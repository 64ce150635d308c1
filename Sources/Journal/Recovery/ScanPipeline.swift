import DequeModule
import Storage
internal import SystemPackage

/// A thread that reads and verifies a journal, at most two chunks ahead of the replay.
///
/// Chunks come in order, then the error that ended the reading or nothing more. Its maker must `stop` it.
final class ScanPipeline: Sendable {
    private struct State {
        var chunks: Deque<VerifiedChunk> = []
        var spares: [[UInt8]] = []
        var isStopped = false
        /// The thread's result; `nil` while it works.
        var end: Result<JournalScanner.Outcome, JournalError>?
    }

    private static let chunkCountMax = 2

    private let shared: Monitor<State>
    private let thread: POSIXThread

    /// Starts the thread.
    init(_ verifier: ChunkVerifier) throws(SystemCallFailure) {
        let shared = Monitor(State())
        self.shared = shared
        thread = try POSIXThread { Self.run(verifier, shared) }
    }

    /// The next chunk, waited for; `nil` when there is none any more.
    func next() throws(JournalError) -> VerifiedChunk? {
        let (chunk, end) = shared.wait { state -> (VerifiedChunk?, Result<JournalScanner.Outcome, JournalError>?)? in
            if let chunk = state.chunks.popFirst() { return (chunk, nil) }
            return state.end.map { (nil, $0) }
        }
        shared.signal()
        _ = try end?.get()
        return chunk
    }

    /// The outcome; known once `next` has returned `nil`.
    var outcome: JournalScanner.Outcome? {
        shared.withLock { try? $0.end?.get() }
    }

    /// Takes a chunk back whose records were handed over, to use its buffer again.
    func recycle(_ chunk: consuming VerifiedChunk) {
        let bytes = chunk.bytes
        shared.withLock { $0.spares.append(bytes) }
    }

    /// Ends the thread, if it has not ended by itself, and waits for it.
    func stop() {
        shared.withLock { $0.isStopped = true }
        shared.signal()
        thread.join()
    }

    private static func run(_ verifier: ChunkVerifier, _ shared: Monitor<State>) {
        var verifier = verifier
        let end: Result<JournalScanner.Outcome, JournalError>
        do throws(JournalError) {
            while let spare = nextSpare(shared), let chunk = try verifier.next(goingOnIn: spare) {
                shared.withLock { $0.chunks.append(chunk) }
                shared.signal()
            }
            end = .success(verifier.outcome)
        } catch {
            end = .failure(error)
        }
        shared.withLock { $0.end = end }
        shared.signal()
    }

    /// A buffer to go on in, as soon as one more chunk is wanted; `nil` when none is any more.
    private static func nextSpare(_ shared: Monitor<State>) -> [UInt8]? {
        shared.wait { state -> [UInt8]?? in
            if state.isStopped { return .some(nil) }
            guard state.chunks.count < chunkCountMax else { return nil }
            return .some(state.spares.popLast() ?? [])
        }
    }
}
