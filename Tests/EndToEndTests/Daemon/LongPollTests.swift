import JSON
import TestSupport
import Testing

/// `listEvents` with `waitSeconds`, over the socket.
@Suite(.timeLimit(.minutes(10))) struct LongPollTests {
    /// A client whose second request, a long poll, is under way.
    private func waiter(_ place: DaemonPlace) async throws -> LineClient {
        let client = place.client()
        let poll = #"{"after":"now","waitSeconds":25}"#
        let lines = [requestLine(1, "getServiceStatus", "{}"), requestLine(2, "listEvents", poll)]
        try await client.sendBytes(Array(lines.map { $0 + "\n" }.joined().utf8))
        _ = try await client.readLine()
        // The run queue advances with every poll of the sockets, so after these calls the second line has started.
        let other = place.client()
        for _ in 0..<5 { _ = try await other.linkCount() }
        return client
    }

    @Test func `SIGTERM ends a long poll at once, with an answer`() async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        options.arguments = ["--config", try place.write(#"{"limits":{"drainSeconds":600}}"#, to: "paylinkd.json")]
        let daemon = try await DaemonProcess.start(in: place, options)
        #expect(try await place.client().generate("A-1").link != nil)
        let client = try await waiter(place)
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try await daemon.terminate() == .exited(0))
        #expect(clock.now - start < .seconds(20), "neither the poll's 25 seconds nor the drain's 600")
        #expect(try await client.readLine() == #"{"jsonrpc":"2.0","id":2,"result":{"events":[],"seq":1}}"#)
        #expect(try await client.readLine() == nil)
    }

    @Test func `one change answers all long polls, and delays no other client`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        var waiting: [LineClient] = []
        for _ in 0..<20 { waiting.append(try await waiter(place)) }
        #expect(try await place.client().generate("A-1").link != nil)
        for client in waiting {
            var result: JSONValue?
            // On a busy machine a poll may time out before the last one has started; it is repeated.
            repeat {
                let again = requestLine(3, "listEvents", #"{"after":0,"waitSeconds":25}"#)
                if result != nil { try await client.send(again) }
                let line = try #require(try await client.readLine())
                result = try JSONDocument(parsing: Array(line.utf8)).root["result"]
            } while result?["events"]?.count == 0
            #expect(result?["events"]?.elements.map { $0["orderId"]?.string } == ["A-1"])
            #expect(result?["seq"]?.integer == 1)
        }
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a client that disconnects during its long poll leaves nothing behind`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        for _ in 0..<20 { await (try await waiter(place)).hangUp() }
        #expect(try await place.client().generate("A-1").link != nil)
        #expect(try await daemon.terminate() == .exited(0))
    }
}
