import FoundationEssentials
import Glibc
import PaylinkClient
import TestSupport
import Testing

/// System calls of the daemon fail, are interrupted or are its last, one by one.
@Suite(.timeLimit(.minutes(5)), .serialized, .enabled(if: SystemCallTracer.isUsable, "\(SystemCallTracer.obstacle)"))
struct InjectedFaultTests {
    private static let orderCount = 12

    @Test(arguments: ["EIO", "EINTR"], [1, 2, 7])
    func `a sync that fails is the last, and is told`(error: String, number: Int) async throws {
        let story = try FaultStory()
        let heard = try await story.live(["fdatasync:error=\(error):when=\(number)"], orderCount: Self.orderCount)
        #expect(heard.acknowledged.count == number - 1)
        #expect(heard.refusal == "storageFailed")
        #expect(heard.status == .exited(1))
        try await story.expectKept()
    }

    @Test(arguments: ["EIO", "ENOSPC", "EDQUOT"], [1, 2, 3, 7])
    func `a write that fails is the last, and is told`(error: String, number: Int) async throws {
        let story = try FaultStory()
        // Writes 1 and 2 of the daemon make the header and the keys, on another thread.
        let heard = try await story.live(["pwrite64:error=\(error):when=\(number)"], orderCount: Self.orderCount)
        if number > 2 {
            #expect(heard.acknowledged.count == number - 1)
            #expect(heard.refusal == "storageFailed")
        }
        #expect(heard.status == .exited(1))
        try await story.expectKept()
    }

    @Test(arguments: ["pwrite64", "openat"])
    func `an interrupted call is made again`(call: String) async throws {
        let story = try FaultStory()
        let path = "\(story.place.stateDirectory)/journal.jsonl"
        let first = try await story.live([], orderCount: 3)
        #expect(first.acknowledged.count == 3)
        let heard = try await story.live(
            ["\(call):error=EINTR:when=1..3"],
            only: path,
            orderCount: Self.orderCount
        )
        #expect(heard.acknowledged.count == Self.orderCount)
        try await story.expectKept()
    }

    @Test func `an interrupted sync of the start refuses the start`() async throws {
        let story = try FaultStory()
        let heard = try await story.live(["fsync:error=EINTR:when=1"], orderCount: 1)
        #expect(heard.acknowledged.isEmpty)
        #expect(heard.status == .exited(1))
        #expect(story.said.contains("Could not prepare"))
        try await story.expectKept()
    }

    @Test(arguments: ["pwrite64", "fdatasync", "fsync", "rename"])
    func `a kill at any call loses nothing that was acknowledged`(call: String) async throws {
        let story = try FaultStory()
        for number in 1...10 {
            let heard = try await story.live(["\(call):signal=KILL:when=\(number)"], orderCount: Self.orderCount)
            // Once the call is not made so often any more, the rest is as well.
            guard heard.status == .signalled(SIGKILL) else { break }
            try await story.expectKept()
        }
    }

    @Test(arguments: [1100, 1700, 2048, 2500, 3333, 4096, 5000, 6001])
    func `a write that the system cuts short is never acknowledged nor continued by another`(limit: Int) async throws {
        let story = try FaultStory()
        var options = DaemonProcess.Options()
        options.wrapper = ["/usr/bin/prlimit", "--fsize=\(limit)"]
        let heard = try await story.live(options, orderCount: 40)
        #expect(heard.refusal == "storageFailed")
        #expect(heard.status == .exited(1))
        let isTorn = try Data(contentsOf: URL(filePath: story.place.journalPath)).last != UInt8(ascii: "\n")
        try await story.expectKept()
        #expect(story.said.contains("torn end") == isTorn)
    }
}
