package import CLinux
import Glibc

/// The descriptors that one thread waits for (epoll(7)).
///
/// It is made once a process and never closed; the process's end frees it.
package struct Poller {
    private let descriptor: Int32
    private let events: UnsafeMutableBufferPointer<epoll_event>

    package init() throws(MeasurementError) {
        descriptor = epoll_create1(0)
        if descriptor < 0 { throw .system("epoll_create1") }
        events = .allocate(capacity: 256)
    }

    /// Waits for a descriptor from now on; its events carry the token.
    package func watch(_ watched: Int32, as token: Int, for flags: UInt32) throws(MeasurementError) {
        var event = epoll_event()
        event.events = flags
        event.data.u64 = UInt64(token)
        if epoll_ctl(descriptor, EPOLL_CTL_ADD, watched, &event) < 0 { throw .system("epoll_ctl") }
    }

    /// Waits for something to happen, or for the time to pass.
    ///
    /// - Parameter milliseconds: How long at most.
    /// - Returns: The events, valid until the next wait; nil after the time-out, none after a signal.
    /// - Throws: The failure of epoll_wait(2).
    package func wait(
        milliseconds: Int32
    ) throws(MeasurementError) -> Slice<UnsafeMutableBufferPointer<epoll_event>>? {
        let count = epoll_wait(descriptor, events.baseAddress, Int32(events.count), milliseconds)
        if count < 0 && errno != EINTR { throw .system("epoll_wait") }
        return count == 0 ? nil : events[..<Int(max(0, count))]
    }
}
