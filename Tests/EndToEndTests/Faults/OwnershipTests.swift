import Glibc
import JSON
import PaylinkClient
import TestSupport
import Testing

/// The ownership of the journal, and its loss.
@Suite(.timeLimit(.minutes(10))) struct OwnershipTests {
    @Test func `a stopped daemon keeps its journal, and a killed one releases it`() async throws {
        let place = try DaemonPlace()
        let owner = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("order-1").link != nil)
        owner.child.kill(SIGSTOP)
        let before = try place.journalLines()
        let second = try DaemonProcess.launch(in: try DaemonPlace(stateDirectory: place.stateDirectory))
        #expect(try await second.child.wait() == .exited(1))
        #expect(second.child.standardError.contains("Another process holds"))
        #expect(try place.journalLines() == before)
        try await owner.crash()
        let third = try await DaemonProcess.start(in: place)
        #expect(try await place.client().linkCount() == 1)
        #expect(try await third.terminate() == .exited(0))
    }

    @Test func `a journal that is moved away ends the daemon before the next answer`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let client = place.client()
        let first = try #require(try await client.generate("order-1").link)
        let aside = "\(place.directory)/aside"
        #expect(rename(place.journalPath, aside) == 0)
        #expect(try await client.generate("order-2").refusal?.kind == "storageFailed")
        #expect(try await daemon.child.wait() == .exited(1))
        #expect(daemon.child.standardError.contains("Another program moved, replaced or cut off \(place.journalPath)"))

        #expect(rename(aside, place.journalPath) == 0)
        let again = try await DaemonProcess.start(in: place)
        #expect(try await place.client().allLinks() == [first])
        #expect(try await again.terminate() == .exited(0))
    }

    @Test func `a record that another program changed is told to who asks for it, and once to the log`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let client = place.client()
        for order in ["order-1", "order-2"] { #expect(try await client.generate(order).link != nil) }
        let text = try place.journalLines().joined(separator: "\n")
        let byte = try #require(text.utf8.firstRange(of: Array(#""order-1""#.utf8))).lowerBound
        let journal = open(place.journalPath, O_WRONLY | O_CLOEXEC)
        #expect(pwrite(journal, "X", 1, off_t(text.utf8.distance(from: text.utf8.startIndex, to: byte) + 1)) == 1)
        close(journal)
        for _ in 0..<3 {
            guard case .refused(let error) = try await client.call("getLink", #"{"orderId":"order-1"}"#) else {
                Issue.record("a changed record was taken for the link")
                break
            }
            #expect(error.kind == "internalError")
        }
        let page = try await client.call("listLinks", "{}").get()
        #expect(page["links"]?.count == 1 && page["unreadable"]?.count == 1)
        #expect(try await client.generate("order-3").link != nil)
        #expect(try await daemon.terminate() == .exited(0))
        let told = sentences(daemon.child).filter { $0.contains("can't be read back") }
        #expect(told.count == 1, "\(told)")
    }
}
