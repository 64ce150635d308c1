import CScheduler
import FoundationEssentials
import Glibc

/// How long the process's threads keep a processor that others want too.
enum TimeSlices {
    /// The shortest that the kernel grants.
    private static let nanoseconds: UInt64 = 100_000

    /// Asks for short slices for the threads there are, from which those to come have theirs.
    ///
    /// The daemon's threads do little at a time, and each is waited for: a thread of short slices is let in at once when
    /// it wakes (sched_setattr(2), Linux 6.12). Without the right to ask they wait like everybody else's.
    static func shorten() {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        for thread in threads.compactMap({ pid_t($0) }) { _ = ask_for_time_slices(thread, nanoseconds) }
    }
}
