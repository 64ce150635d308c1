import FoundationEssentials
import Glibc
import JSON
import PaylinkClient
import SystemPackage
import TestSupport
import Testing

/// Clients that want to make the daemon fall, grow or fall silent.
@Suite(.timeLimit(.minutes(10))) struct HostileClientTests {
    /// The ceiling over an idle daemon.
    ///
    /// AddressSanitizer keeps what was freed for a while, and more around what is not.
    private static let growthMax = (getenv("ASAN_OPTIONS") == nil ? 64 : 160) << 20

    @Test func `clients that flood and vanish cost bounded memory, and others are served meanwhile`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let friend = place.client()
        #expect(try await friend.generate("order-1").link != nil)
        let before = try bytes("VmRSS", of: daemon)
        let lines = Array(repeating: #"{"jsonrpc":"2.0","id":1,"method":"getServiceStatus"}"#, count: 1900)
        let polls = Array(
            repeating: #"{"jsonrpc":"2.0","id":1,"method":"listEvents","params":{"after":"now","waitSeconds":25}}"#,
            count: 100
        )
        let floods = [
            lines.joined(separator: "\n") + "\n", "[" + polls.joined(separator: ",") + "]\n",
            String(repeating: "x", count: 150_000),
        ]
        for flood in floods.map({ Array($0.utf8) }) {
            try await BlockingCall.run { try vanish(500, after: flood, place.socketPath) }
            _ = try await friend.call("getLink", #"{"orderId":"order-1"}"#).get()
        }
        let grown = try bytes("VmRSS", of: daemon) - before
        #expect(grown < Self.growthMax, "grown by \(grown >> 20) MiB")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `calls are answered while others of the same user ask for lists and never read them`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let friend = place.client()
        let note = String(repeating: "n", count: 400)
        for number in 1...20 { try await generateFifty("order-\(number)", note, friend) }
        let before = try bytes("VmRSS", of: daemon)
        let deaf = (0..<20).map { _ in place.client() }
        for client in deaf {
            try await client.send(#"{"jsonrpc":"2.0","id":1,"method":"listLinks","params":{"limit":1000}}"#)
        }
        for number in 0..<20 {
            _ = try await friend.call("getLink", #"{"orderId":"order-1-\#(number)"}"#).get()
            #expect(try await friend.generate("new-\(number)").link != nil)
        }
        let grown = try bytes("VmRSS", of: daemon) - before
        #expect(grown < Self.growthMax, "grown by \(grown >> 20) MiB")
        #expect(try await daemon.terminate() == .exited(0))
        withExtendedLifetime(deaf) {}
    }

    /// Long answers, which are read once the daemon has no more to do.
    @Test(arguments: [
        #"{"jsonrpc":"2.0","id":2,"method":"listLinks","params":{"limit":1000}}"#,
        #"{"jsonrpc":"2.0","id":2,"method":"listEvents","params":{"after":0,"limit":1000}}"#,
    ])
    func `many who ask for long answers at once are served one after the other`(_ line: String) async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        // However slow the machine is, nobody waits for too long.
        let limits = #"{"limits":{"requestSeconds":3600,"idleSeconds":3600}}"#
        options.arguments = ["--config", try place.write(limits, to: "config.json")]
        let daemon = try await DaemonProcess.start(in: place, options)
        let friend = place.client()
        let note = String(repeating: "n", count: 500)
        for number in 1...2 { try await generateFifty("order-\(number)", note, noteCount: 18, friend) }
        let before = try bytes("VmRSS", of: daemon)
        let clients = (0..<240).map { _ in place.client() }
        for client in clients { try await client.sendBytes(Array("\(Request.status().text)\n\(line)\n".utf8)) }
        for client in clients { #expect(try await client.readLine()?.contains("result") == true) }
        while try await friend.searchCount() > 0 {}
        let lengths = try await withThrowingTaskGroup { group in
            for client in clients {
                group.addTask {
                    let answer = try #require(try await client.readLine())
                    return answer.contains(#""result":{"#) ? answer.utf8.count : 0
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(lengths.count == clients.count && lengths.allSatisfy { $0 > 900_000 })
        let grown = try bytes("VmHWM", of: daemon) - before
        #expect(grown < Self.growthMax, "grown by \(grown >> 20) MiB")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a log that nobody reads stops nothing, not even the end`() async throws {
        let place = try DaemonPlace()
        let log = try NamedPipe(FilePath("\(place.directory)/log"))
        // As much as a pipe holds (pipe(7)).
        for _ in 0..<16 { try log.write(String(repeating: ".", count: 4096)) }
        var options = DaemonProcess.Options()
        options.wrapper = ["/bin/sh", "-c", #"exec "$0" "$@" 2>>"# + log.path.string]
        options.arguments = ["--config", try place.write(#"{"limits":{"connectionsPerUser":1}}"#, to: "config.json")]
        let daemon = try await DaemonProcess.start(in: place, options)
        let friend = place.client()
        #expect(try await friend.generate("order-1").link != nil)
        for _ in 0..<50 {
            #expect(try await place.client().readLine()?.contains("tooManyConnections") == true)
        }
        _ = try await friend.call("getLink", #"{"orderId":"order-1"}"#).get()
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `with few descriptors every connection is served, or told why not`() async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        options.wrapper = ["/bin/sh", "-c", #"ulimit -n 64; exec "$0" "$@""#]
        let daemon = try await DaemonProcess.start(in: place, options)
        let clients = (0..<100).map { _ in place.client() }
        var servedCount = 0
        for client in clients {
            try? await client.send(#"{"jsonrpc":"2.0","id":1,"method":"getServiceStatus"}"#)
            let line = try await client.readLine()
            if line?.contains("result") == true {
                servedCount += 1
            } else {
                #expect(line?.contains("tooManyConnections") == true)
            }
        }
        #expect(servedCount >= 16)
        // Keys and index need descriptors too: what lacks them now is done later, and ends nothing.
        let customer = #""currency":"EUR","amount":1,"description":"x","customer":{"email":"visser@mail.example"}"#
        _ = try await clients[0].call("generateLink", #"{"orderId":"A",\#(customer)}"#)
        _ = try await clients[0].call("erasePersonalData", #"{"orderId":"A","reason":"Asked"}"#)
        #expect(try await clients[0].call("getServiceStatus").get()["uptimeSeconds"] != nil)
        #expect(daemon.child.standardError.contains("raise LimitNOFILE"))
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `however many erasures there are, no thread is started for them`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let client = place.client()
        let customer = #""currency":"EUR","amount":1,"description":"x","customer":{"email":"visser@mail.example"}"#
        for part in 0..<4 {
            let rows = (0..<50).map { #"{"orderId":"A-\#(part * 50 + $0)",\#(customer)}"# }.joined(separator: ",")
            _ = try await client.call("generateLinks", #"{"links":[\#(rows)]}"#).get()
        }
        let before = try count("Threads", of: daemon)
        let erasures = (0..<200).map {
            #"{"jsonrpc":"2.0","id":1,"method":"erasePersonalData","params":{"orderId":"A-\#($0)","reason":"Asked"}}"#
        }
        for part in [erasures.prefix(100), erasures.suffix(100)] {
            try await client.send("[\(part.joined(separator: ","))]")
        }
        async let answers = client.readLines(2)
        var most = before
        let friend = place.client()
        for _ in 0..<50 {
            _ = try await friend.call("getLink", #"{"orderId":"A-1"}"#).get()
            most = max(most, try count("Threads", of: daemon))
        }
        #expect(try await answers.allSatisfy { !$0.contains("error") })
        // The runtime's own pool may still grow to one for each processor.
        #expect(most <= before + 32)
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `the watchdog is fed by the loop that serves`() async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        options.environment["WATCHDOG_USEC"] = "3000000"
        let daemon = try await DaemonProcess.start(in: place, options)
        for _ in 0..<3 { #expect(try await daemon.notice(beginning: "WATCHDOG=1")) }
        #expect(try await daemon.terminate() == .exited(0))
    }

    /// Makes 50 links with notes in the metadata.
    private func generateFifty(
        _ orderIDs: String,
        _ note: String,
        noteCount: Int = 1,
        _ client: LineClient
    ) async throws {
        let notes = (1...noteCount).map { #""\#($0)":"\#(note)""# }.joined(separator: ",")
        let terms = #""currency":"EUR","amount":1,"description":"x","metadata":{\#(notes)}"#
        let rows = (0..<50).map { #"{"orderId":"\#(orderIDs)-\#($0)",\#(terms)}"# }
        _ = try await client.call("generateLinks", #"{"links":[\#(rows.joined(separator: ","))]}"#).get()
    }

    /// A figure of the daemon's memory (proc_pid_status(5)).
    private func bytes(_ name: String, of daemon: DaemonProcess) throws -> Int {
        try count(name, of: daemon) << 10
    }

    /// A figure of the daemon (proc_pid_status(5)).
    private func count(_ name: String, of daemon: DaemonProcess) throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(daemon.child.pid)/status", encoding: .utf8)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("\(name):") })
        return try #require(line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
    }
}

extension LineClient {
    /// How many lists and searches wait or are under way, by `getServiceStatus`.
    fileprivate func searchCount() throws -> Int64 {
        let status = try call("getServiceStatus").get()
        return try #require(status["queues"]?["searches"]?.integer)
    }
}

/// Connects, sends and closes, again and again; connections that are refused count too.
private func vanish(_ count: Int, after bytes: [UInt8], _ path: String) throws {
    for _ in 0..<count {
        let connection = try Connection(path: path, timeoutSeconds: LineClient.timeoutSeconds)
        try? connection.sendBytes(bytes)
    }
}
