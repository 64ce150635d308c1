import DequeModule

/// Bounds how many connections may hold a long line; the others leave theirs in the kernel.
///
/// A limit per connection alone would add up: a thousand connections, each one byte short of the longest line, hold a
/// gigabyte. Everything runs on the event loop.
final class LongLineSemaphore {
    private var freeCount: Int
    private var waiting: Deque<() -> Void> = []

    init(permitCount: Int) {
        freeCount = permitCount
    }

    /// Calls `body` with a permit: at once if one is free, else in the order of the calls.
    func acquire(_ body: @escaping () -> Void) {
        guard freeCount > 0 else { return waiting.append(body) }
        freeCount -= 1
        body()
    }

    /// Returns a permit, which goes to the connection that has waited longest.
    func release() {
        if let next = waiting.popFirst() { next() } else { freeCount += 1 }
    }
}
