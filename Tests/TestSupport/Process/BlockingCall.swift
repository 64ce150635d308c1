import Glibc
import Storage

/// Runs blocking calls on threads of their own, since the cooperative pool must not block.
package enum BlockingCall {
    /// Starts a thread for a body; nobody waits for its end.
    static func start(_ body: @escaping @Sendable () -> Void) {
        do throws(SystemCallFailure) {
            _ = try POSIXThread {
                pthread_detach(pthread_self())
                body()
            }
        } catch {
            preconditionFailure("a test could not start a thread: \(error)")
        }
    }

    /// Runs a body on a new thread, while the caller's task is suspended.
    package static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            start { continuation.resume(with: Result { try body() }) }
        }
    }
}
