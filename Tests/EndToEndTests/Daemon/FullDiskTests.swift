import Glibc
import JSON
import PaylinkClient
import TestSupport
import Testing

/// A full file system; the test mounts its own, so root has to run it.
@Suite(.timeLimit(.minutes(10)), .enabled(if: SmallFileSystem.canBeMade, "only root can mount a small tmpfs"))
struct FullDiskTests {
    @Test func `on a nearly full disk requests are refused before they are recorded, until there is room`()
        async throws
    {
        let disk = try SmallFileSystem(byteCount: 64 << 20)
        let place = try DaemonPlace(stateDirectory: "\(disk.path)/state")
        let daemon = try await DaemonProcess.start(in: place)
        let client = place.client()
        let first = try #require(try await client.generate("first").link)

        try disk.fill(leaving: 8 << 20)
        let (made, refusal) = try await generateUntilRefused(client, "a")
        #expect(refusal?.kind == "storageFull")
        #expect(refusal?.code == -32003 && refusal?.retryable == true)
        #expect(try await client.link("getLink", #"{"orderId":"first"}"#).link == first)
        let lines = try place.journalLines()
        #expect(try await client.generate("refused").refusal?.kind == "storageFull")
        #expect(try place.journalLines() == lines)
        let storage = try await client.call("getServiceStatus").get()["storage"]
        #expect(storage?["state"]?.string == "full" && (storage?["freeBytes"]?.integer ?? .max) < 16 << 20)
        #expect(daemon.child.exitStatus == nil)

        disk.empty()
        try await generateUntilMade(client, "b")
        #expect(try await client.linkCount() == Int64(made + 2))
        #expect(try await client.call("getServiceStatus").get()["storage"]?["state"]?.string == "ok")
        for sentence in ["the disk is full", "the disk has room again"] {
            #expect(sentences(daemon.child).count { $0.contains(sentence) } == 1, "\(daemon.child.standardError)")
        }
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a start on a full disk tells it at once, and room is noticed while nobody writes`() async throws {
        let disk = try SmallFileSystem(byteCount: 64 << 20)
        try disk.fill(leaving: 8 << 20)
        let place = try DaemonPlace(stateDirectory: "\(disk.path)/state")
        var options = DaemonProcess.Options()
        // The daemon looks again with each sign of life.
        options.environment = ["WATCHDOG_USEC": "400000"]
        let daemon = try await DaemonProcess.start(in: place, options)
        let client = place.client()
        let full = try await client.call("getServiceStatus").get()["storage"]
        #expect(full?["state"]?.string == "full" && (full?["freeBytes"]?.integer ?? .max) < 16 << 20)
        #expect(sentences(daemon.child).contains { $0.contains("the disk is full") })
        disk.empty()
        var state: String?
        while state != "ok", try await daemon.notice(beginning: "WATCHDOG=1") {
            state = try await client.call("getServiceStatus").get()["storage"]?["state"]?.string
        }
        #expect(state == "ok")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a failed write is an error for its caller, ends the daemon, and loses nothing acknowledged`()
        async throws
    {
        let disk = try SmallFileSystem(byteCount: 64 << 20)
        let place = try DaemonPlace(stateDirectory: "\(disk.path)/state")
        var acknowledged: Set<String> = []
        var hasFailed = false
        // The daemon may check the free space just before the write and refuse; then the round is repeated.
        for round in 0..<100 where !hasFailed {
            let daemon = try await DaemonProcess.start(in: place)
            let client = place.client()
            // Little is left to fill within the second for which the daemon's check of the free space is valid.
            try disk.fill(leaving: 24 << 20)
            try await generateUntilMade(client, "made-\(round)")
            acknowledged.insert("made-\(round)")
            try disk.fill(leaving: 0)
            var refusal: RemoteError?
            // The first ones are written over padding.
            for number in 0..<20 where refusal == nil {
                refusal = try await generateLarge(client, "large-\(round)-\(number)")
                if refusal == nil { acknowledged.insert("large-\(round)-\(number)") }
            }
            disk.empty()
            guard refusal?.kind == "storageFailed" else {
                #expect(refusal?.kind == "storageFull")
                // Without padding the next daemon checks the free space for its first link.
                #expect(try await daemon.terminate() == .exited(0))
                continue
            }
            hasFailed = true
            #expect(refusal?.code == -32003 && refusal?.retryable == true)
            #expect(try await daemon.child.wait() == .exited(1))
            #expect(daemon.child.standardError.contains("The journal can't be written any more"))
        }
        #expect(hasFailed)
        let daemon = try await DaemonProcess.start(in: place)
        let client = place.client()
        let orders = Set(try await client.allLinks().map(\.orderID))
        #expect(orders.isSuperset(of: acknowledged))
        try await generateUntilMade(client, "after")
        #expect(try await daemon.terminate() == .exited(0))
    }

    /// Makes links until one is refused; the daemon checks the free space once a second.
    private func generateUntilRefused(_ client: LineClient, _ name: String) async throws -> (Int, RemoteError?) {
        for number in 0..<100_000 {
            if let refusal = try await client.generate("\(name)-\(number)").refusal { return (number, refusal) }
        }
        return (100_000, nil)
    }

    /// Repeats a request until its link is made.
    private func generateUntilMade(_ client: LineClient, _ orderID: String) async throws {
        for _ in 0..<100_000 {
            if try await client.generate(orderID).link != nil { return }
        }
        Issue.record("the daemon did not go on although there was room")
    }

    /// Makes a link whose record is larger than the file's padding.
    private func generateLarge(_ client: LineClient, _ orderID: String) async throws -> RemoteError? {
        let metadata = (0..<20).map { #""key\#($0)":"\#(String(repeating: "x", count: 500))""# }.joined(separator: ",")
        let terms = generateParameters(orderID).dropLast()
        return try await client.link("generateLink", terms + #","metadata":{\#(metadata)}}"#).refusal
    }
}
