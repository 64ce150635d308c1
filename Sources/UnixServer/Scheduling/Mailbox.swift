import CSocket
import Glibc
import NIOConcurrencyHelpers
import SocketLoop

/// Messages of other threads to a loop, which wakes for the first one (eventfd(2)).
///
/// No wake-up can get lost: the loop asks ``prepareToSleep()`` before it waits, and a message that comes afterwards
/// makes the descriptor readable. While the loop is awake a message costs no system call.
final class Mailbox<Message: Sendable>: Sendable {
    private struct State {
        var messages: [Message] = []
        var isAsleep = false
        var isClosed = false
    }

    /// What the loop registers, to be woken.
    let descriptor: Int32
    private let state = NIOLockedValueBox(State())

    init() throws(SocketFailure) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw SocketFailure("eventfd") }
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Adds a message; called by any thread.
    ///
    /// - Returns: False, and nothing was added, once the loop has closed the mailbox.
    @discardableResult
    func post(_ message: Message) -> Bool {
        let (isOpen, wakes) = state.withLockedValue { state in
            guard !state.isClosed else { return (false, false) }
            state.messages.append(message)
            defer { state.isAsleep = false }
            return (true, state.isAsleep)
        }
        // It fails only when the counter is full, and then the descriptor is readable anyway.
        if wakes { eventfd_write(descriptor, 1) }
        return isOpen
    }

    var isEmpty: Bool { state.withLockedValue { $0.messages.isEmpty } }

    /// Whether the loop may sleep: false if there are messages.
    func prepareToSleep() -> Bool {
        state.withLockedValue { state in
            state.isAsleep = state.messages.isEmpty
            return state.isAsleep
        }
    }

    /// Notes that the loop is awake, after it has waited: no message has to wake it.
    func wake() {
        state.withLockedValue { $0.isAsleep = false }
    }

    /// Makes the descriptor unreadable again.
    func acknowledge() {
        var count: eventfd_t = 0
        eventfd_read(descriptor, &count)
    }

    /// Takes every message, in the order in which they came.
    func take() -> [Message] {
        state.withLockedValue { state in
            state.isAsleep = false
            guard !state.messages.isEmpty else { return [] }
            defer { state.messages = [] }
            return state.messages
        }
    }

    /// Takes no further message, and returns those that are left.
    func close() -> [Message] {
        state.withLockedValue { $0.isClosed = true }
        return take()
    }
}
