private import Glibc
private import SystemPackage

/// A thread for blocking calls, which must not run on an event loop or the cooperative pool.
package struct POSIXThread: Sendable {
    private let thread: pthread_t

    /// Starts a thread that runs `body` and ends.
    package init(_ body: @escaping @Sendable () -> Void) throws(SystemCallFailure) {
        var thread = pthread_t()
        let work = unsafe Unmanaged.passRetained(Work(body: body))
        let result = unsafe pthread_create(&thread, nil, runWork, work.toOpaque())
        guard result == 0 else {
            unsafe work.release()
            throw SystemCallFailure("pthread_create", Errno(rawValue: result))
        }
        self.thread = thread
    }

    /// Waits for the end of `body`; called from `body` itself it detaches the thread instead.
    package func join() {
        if pthread_equal(thread, pthread_self()) != 0 {
            pthread_detach(thread)
        } else {
            pthread_join(thread, nil)
        }
    }
}

private final class Work {
    let body: @Sendable () -> Void

    package init(body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

private func runWork(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument = unsafe argument else { return nil }
    unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
    return nil
}
