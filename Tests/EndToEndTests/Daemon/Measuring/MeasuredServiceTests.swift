import JSON
import PaylinkClient
import SystemPackage
import TestSupport
import Testing

/// What `getServiceStatus` measures, whoever refused a request, and wherever it waits.
@Suite(.timeLimit(.minutes(10))) struct MeasuredServiceTests {
    private func daemon(limits: String = "{}") async throws -> DaemonProcess {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        options.arguments = ["--config", try place.write(#"{"limits":\#(limits)}"#, to: "config.json")]
        return try await DaemonProcess.start(in: place, options)
    }

    private func status(_ client: LineClient) async throws -> JSONValue {
        try await client.call("getServiceStatus").get()
    }

    @Test func `refusals by the server, by the parser and by the methods`() async throws {
        let daemon = try await daemon(limits: #"{"connectionsPerUser":2,"lineBytes":512,"batch":2,"depth":8}"#)
        let client = daemon.place.client()
        for line in [
            "nonsense", String(repeating: "x", count: 600), "[]", "[1,2,3]", #"{"jsonrpc":"2.0","id":1}"#,
            "[[[[[[[[[1]]]]]]]]]", requestLine(1, "nothing", "{}"), requestLine(1, "getLink", #"{"orderId":"A"}"#),
        ] {
            try await client.send(line)
            #expect(try await client.readLine()?.contains("error") == true)
        }
        let other = daemon.place.client()
        try await other.connect()
        for _ in 0..<3 { #expect(try await daemon.place.client().readLine()?.contains("tooManyConnections") == true) }
        let refusals = try await status(client)["refusals"]
        let counts = refusals?.members.map { "\($0.name) \($0.value.integer ?? 0)" }
        #expect(
            counts == [
                "batchTooLarge 1", "invalidRequest 2", "lineTooLong 1", "methodNotFound 1", "parseError 1", "tooDeep 1",
                "tooManyConnections 3", "unknownOrder 1",
            ]
        )
        withExtendedLifetime(other) {}
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `what is open and waits`() async throws {
        let daemon = try await daemon()
        let client = daemon.place.client()
        let waiting = daemon.place.client()
        try await waiting.send(requestLine(1, "listEvents", #"{"after":"now","waitSeconds":25}"#))
        var queues: JSONValue?
        // The server says so once a second.
        repeat {
            queues = try await status(client)["queues"]
        } while queues?["connections"]?.integer != 2 || queues?["requests"]?.integer == 0
        #expect((1...2).contains(queues?["requests"]?.integer ?? 0))
        #expect(queues?["heldConnections"]?.integer == 0 && queues?["issuing"]?.integer == 0)
        #expect(try await daemon.terminate() == .exited(0))
        withExtendedLifetime(waiting) {}
    }

    @Test func `links by status`() async throws {
        let daemon = try await daemon()
        let client = daemon.place.client()
        for order in ["A", "B", "C"] { #expect(try await client.generate(order).link != nil) }
        _ = try await client.call("cancelLink", #"{"orderId":"A"}"#).get()
        _ = try await client.call("recordPayment", #"{"orderId":"B","status":"completed"}"#).get()
        func counts(_ client: LineClient) async throws -> [String] {
            let members = try await status(client)["counts"]?["byStatus"]?.members.filter { $0.value.integer != 0 }
            return members?.map { "\($0.name) \($0.value.integer ?? 0)" } ?? []
        }
        #expect(try await counts(client) == ["active 1", "completed 1", "cancelled 1"])
        #expect(try await daemon.terminate() == .exited(0))
        // From the checkpoint, too.
        let next = try await DaemonProcess.start(in: daemon.place)
        #expect(try await counts(daemon.place.client()) == ["active 1", "completed 1", "cancelled 1"])
        #expect(try await next.terminate() == .exited(0))
    }

    @Test func `a record that can't be read is told apart, and said once`() async throws {
        let daemon = try await daemon()
        let client = daemon.place.client()
        for order in ["A", "B"] { #expect(try await client.generate(order).link != nil) }
        let file = try FileDescriptor.open(FilePath(daemon.place.journalPath), .readWrite)
        let offset = try #require(try daemon.place.journalLines().first?.utf8.count) + 100
        try file.closeAfter { _ = try file.writeAll(toAbsoluteOffset: Int64(offset), "~".utf8) }
        for _ in 0..<3 {
            guard case .refused(let error) = try await client.call("getLink", #"{"orderId":"A"}"#) else {
                Issue.record("a link was made of a damaged record")
                continue
            }
            #expect(error.kind == "internalError")
            #expect(error.json["data"]?["reason"]?.string == "unreadableRecord")
        }
        #expect(try await client.call("getLink", #"{"orderId":"B"}"#).get()["orderId"]?.string == "B")
        let seen = try await status(client)
        #expect(seen["storage"]?["unreadableCount"]?.integer == 3 && seen["refusals"]?["internalError"]?.integer == 3)
        #expect(sentences(daemon.child).count { $0.contains("can't be read back") } == 1)
        #expect(try await daemon.terminate() == .exited(0))
    }
}
