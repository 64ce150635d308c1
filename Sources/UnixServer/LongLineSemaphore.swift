import NIOCore

/// The places for lines that are too long to be read at once; a connection without one waits in the kernel.
///
/// A limit for each connection alone would add up: a thousand of them, each a byte short of its longest line, are a
/// gigabyte. Everything runs on the event loop.
final class LongLineSemaphore {
    private var freeCount: Int
    private var waiting = CircularBuffer<() -> Void>()

    init(placeCount: Int) {
        freeCount = placeCount
    }

    /// Calls `body` once there is a place, which is the caller's from then on; at once if one is free.
    func take(_ body: @escaping () -> Void) {
        guard freeCount > 0 else { return waiting.append(body) }
        freeCount -= 1
        body()
    }

    /// Gives a place back; who waits for longest has it next.
    func giveBack() {
        if let next = waiting.popFirst() { next() } else { freeCount += 1 }
    }
}
