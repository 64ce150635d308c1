import FoundationEssentials
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct CutJournalTests {
    @Test func `a journal that is cut within its last two records opens to the complete ones`() async throws {
        var random = SeededSequence(for: #function)
        let original = try DaemonPlace()
        let orders = (1...6).map { "order-\($0)" }
        let daemon = try await DaemonProcess.start(in: original)
        let client = original.client()
        for order in orders { #expect(try await client.generate(order).link != nil) }
        try await daemon.crash()

        let padded = Array(try Data(contentsOf: URL(filePath: original.journalPath)))
        let lastBrace = try #require(padded.lastIndex(of: UInt8(ascii: "}")))
        let bytes = Array(padded[...(lastBrace + 1)])
        let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
        // A header and one line for each link, so line n + 1 is the n-th link's.
        try #require(ends.count == orders.count + 1)
        let sampled = (0..<20).map { _ in Int.random(in: ends[4]..<bytes.count, using: &random) }
        for cut in Set(sampled).union([ends[4], ends[5], ends[5] - 1, bytes.count - 1]) {
            // A record that lost only its newline is complete.
            let complete = ends.count { $0 - 1 <= cut } - 1
            try await opens(Array(bytes[..<cut]), to: orders.prefix(complete), of: orders)
        }
    }

    /// Starts a daemon on a cut journal, and checks its links and that it can add the missing ones.
    private func opens(_ bytes: [UInt8], to expected: ArraySlice<String>, of orders: [String]) async throws {
        let place = try DaemonPlace()
        try FileManager.default.createDirectory(atPath: place.stateDirectory, withIntermediateDirectories: false)
        try Data(bytes).write(to: URL(filePath: place.journalPath))
        let daemon = try await DaemonProcess.start(in: place)
        let client = place.client()
        let found = Set(try await client.allLinks().map(\.orderID))
        #expect(found == Set(expected), "cut at \(bytes.count)")
        let isTorn = bytes.last != UInt8(ascii: "\n") && !bytes.suffix(2).elementsEqual("\"}".utf8)
        #expect(daemon.child.standardError.contains("torn") == isTorn)
        for order in orders where !found.contains(order) { #expect(try await client.generate(order).link != nil) }
        try await daemon.crash()

        let again = try await DaemonProcess.start(in: place)
        #expect(Set(try await place.client().allLinks().map(\.orderID)) == Set(orders))
        #expect(try await again.terminate() == .exited(0))
    }
}
