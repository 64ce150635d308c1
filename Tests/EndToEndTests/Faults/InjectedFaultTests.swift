import FoundationEssentials
import Glibc
import PaylinkClient
import TestSupport
import Testing

/// System calls of the daemon that fail, are interrupted, or are its last, one by one.
@Suite(.timeLimit(.minutes(10)), .serialized, .enabled(if: SystemCallTracer.isUsable, "\(SystemCallTracer.obstacle)"))
struct InjectedFaultTests {
    private static let orderCount = 12

    @Test(arguments: ["EIO", "EINTR"], [1, 2, 7])
    func `a failed sync is never retried, and its caller gets storageFailed`(error: String, number: Int) async throws {
        let story = try FaultStory()
        let run = try await story.run(["fdatasync:error=\(error):when=\(number)"], orderCount: Self.orderCount)
        #expect(run.acknowledged.count == number - 1)
        #expect(run.refusal == "storageFailed")
        #expect(run.status == .exited(1))
        try await story.expectKept()
    }

    @Test(arguments: ["EIO", "ENOSPC", "EDQUOT"], [1, 2, 3, 7])
    func `a failed write is never retried, and its caller gets storageFailed`(error: String, number: Int) async throws {
        let story = try FaultStory()
        // Writes 1 and 2 of the daemon make the header and the keys, on another thread.
        let run = try await story.run(["pwrite64:error=\(error):when=\(number)"], orderCount: Self.orderCount)
        if number > 2 {
            #expect(run.acknowledged.count == number - 1)
            #expect(run.refusal == "storageFailed")
        }
        #expect(run.status == .exited(1))
        try await story.expectKept()
    }

    @Test(arguments: ["pwrite64", "openat"])
    func `an interrupted call is repeated`(call: String) async throws {
        let story = try FaultStory()
        let path = "\(story.place.stateDirectory)/journal.jsonl"
        let first = try await story.run([], orderCount: 3)
        #expect(first.acknowledged.count == 3)
        let run = try await story.run(
            ["\(call):error=EINTR:when=1..3"],
            only: path,
            orderCount: Self.orderCount
        )
        #expect(run.acknowledged.count == Self.orderCount)
        try await story.expectKept()
    }

    @Test func `an interrupted sync during the start refuses the start`() async throws {
        let story = try FaultStory()
        let run = try await story.run(["fsync:error=EINTR:when=1"], orderCount: 1)
        #expect(run.acknowledged.isEmpty)
        #expect(run.status == .exited(1))
        #expect(story.log.contains("Could not prepare"))
        try await story.expectKept()
    }

    @Test(arguments: ["pwrite64", "fdatasync", "fsync", "rename"])
    func `a kill at any call loses nothing acknowledged`(call: String) async throws {
        let story = try FaultStory()
        for number in 1...10 {
            let run = try await story.run(["\(call):signal=KILL:when=\(number)"], orderCount: Self.orderCount)
            // The call was not made that often, so higher numbers would not reach it either.
            guard run.status == .signalled(SIGKILL) else { break }
            try await story.expectKept()
        }
    }

    @Test(arguments: [1100, 1700, 2048, 2500, 3333, 4096, 5000, 6001])
    func `a short write is neither acknowledged nor continued by another`(limit: Int) async throws {
        let story = try FaultStory()
        var options = DaemonProcess.Options()
        options.wrapper = ["/usr/bin/prlimit", "--fsize=\(limit)"]
        let run = try await story.run(options, orderCount: 40)
        #expect(run.refusal == "storageFailed")
        #expect(run.status == .exited(1))
        let isTorn = try Data(contentsOf: URL(filePath: story.place.journalPath)).last != UInt8(ascii: "\n")
        try await story.expectKept()
        #expect(story.log.contains("torn end") == isTorn)
    }
}
