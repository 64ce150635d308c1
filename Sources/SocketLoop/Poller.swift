internal import CSocket
internal import Glibc

/// The descriptors of a loop, and which of them are ready (epoll(7), level-triggered).
///
/// Level-triggered: what is not read is reported again, so nothing is lost by reading little. A descriptor whose input
/// is not wanted is registered without ``Readiness/readable``, and costs nothing until it is wanted again.
package final class Poller {
    /// What a descriptor is ready for.
    package struct Readiness: OptionSet, Sendable {
        package let rawValue: UInt32

        package init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        package static let readable = Readiness(rawValue: EPOLLIN.rawValue)
        package static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
        package static let hungUp = Readiness(rawValue: EPOLLHUP.rawValue)

        /// Whether the peer has closed both directions, or the socket has failed; reported whether asked for or not.
        package var isGone: Bool { rawValue & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 }
    }

    /// How many descriptors one wait reports at most; the others are reported by the next.
    package static let eventCountMax = 256

    private let descriptor: Int32
    private var events = [epoll_event](repeating: epoll_event(), count: eventCountMax)

    package init() throws(SocketFailure) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw SocketFailure("epoll_create1") }
    }

    deinit {
        close(descriptor)
    }

    /// Registers a descriptor under a token, which comes back with its readiness.
    ///
    /// Closing the descriptor removes it.
    package func add(_ file: Int32, token: Int, for interest: Readiness) throws(SocketFailure) {
        try control(EPOLL_CTL_ADD, file, token, interest)
    }

    /// Changes what a registered descriptor is waited for.
    package func change(_ file: Int32, token: Int, to interest: Readiness) throws(SocketFailure) {
        try control(EPOLL_CTL_MOD, file, token, interest)
    }

    /// Waits until a descriptor is ready or the time is over.
    ///
    /// - Parameter milliseconds: The longest wait; 0 only looks.
    /// - Returns: How many descriptors are ready, for ``subscript(_:)``; 0 also when the wait was interrupted.
    package func wait(milliseconds: Int32) -> Int {
        max(0, Int(epoll_wait(descriptor, &events, Int32(Self.eventCountMax), milliseconds)))
    }

    /// A descriptor that the last wait found ready.
    package subscript(_ index: Int) -> (token: Int, readiness: Readiness) {
        (Int(truncatingIfNeeded: Int64(bitPattern: events[index].data.u64)), Readiness(rawValue: events[index].events))
    }

    private func control(
        _ operation: Int32,
        _ file: Int32,
        _ token: Int,
        _ interest: Readiness
    ) throws(SocketFailure) {
        var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: UInt64(bitPattern: Int64(token))))
        guard epoll_ctl(descriptor, operation, file, &event) == 0 else { throw SocketFailure("epoll_ctl") }
    }
}
