import JSON
import JSONRPC
import Logging
import ServiceLifecycle
import SocketLoop
import TestSupport
@testable import UnixServer

/// A server that runs in the test's process for the time of a body.
struct ServedSocket: Sendable {
    let path: String
    /// The server's clock.
    let clock: ServerClock
    fileprivate let group: ServiceGroup
    fileprivate let ended: Gate

    func client() -> LineClient {
        LineClient(path: path)
    }

    /// Begins the graceful shutdown, without waiting for its end.
    func stop() async {
        await group.triggerGracefulShutdown()
    }

    /// Waits until the server has ended.
    func waitForEnd() async {
        _ = await ended.arrivals(atLeast: 1)
    }

    /// Makes calls that are answered at once, so that the server has read everything sent before.
    func settle() async throws {
        let client = client()
        for round in 1...3 {
            try await client.send("settle \(round)")
            _ = try await client.readLine()
        }
    }
}

/// Serves a socket, runs the body, and ends the server; returns after the server's `run`.
func serving<Value: Sendable>(
    limits: ServerLimits = .patient,
    idleExitSeconds: Int? = nil,
    onServing: @escaping @Sendable (_ path: String) -> Void = { _ in },
    respondAtOnce: @escaping @Sendable (_ line: [UInt8]) -> [UInt8]? = { _ in nil },
    isLong: @escaping @Sendable (_ line: [UInt8]) -> Bool = { _ in false },
    refuse: @escaping LineRefuser = { _, error in RPCResponse.failure(error) },
    respond: @escaping LateResponder,
    _ body: (ServedSocket) async throws -> Value
) async throws -> Value {
    let scratch = try ScratchDirectory()
    let path = "\(scratch.path)/s"
    let ready = Gate()
    let ended = Gate()
    ended.open()
    ready.open()
    let clock = ServerClock()
    var server = UnixServer(
        sockets: [try ListeningSocket(bindingTo: path)],
        limits: limits,
        idleExitSeconds: idleExitSeconds,
        queue: try LoopQueue(),
        logger: quiet,
        onServing: {
            onServing(path)
            ready.note("ready")
        },
        lines: LineService(
            respond: { line, peer in
                if let answer = respondAtOnce(line) { return .pending { answer } }
                return isLong(line) ? .long { _ in await respond(line, peer) } : .pending { await respond(line, peer) }
            },
            refuse: refuse
        )
    )
    server.clock = { clock.now() }
    let group = ServiceGroup(
        configuration: .init(
            services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
            logger: quiet
        )
    )
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer {
                ready.note("ended")
                ended.note("ended")
            }
            try await group.run()
        }
        _ = await ready.arrivals(atLeast: 1)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(ServedSocket(path: path, clock: clock, group: group, ended: ended)))
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return try result.get()
    }
}

/// Answers one line, after an await.
typealias LateResponder = @Sendable (_ line: [UInt8], _ peer: PeerCredentials) async -> [UInt8]?

/// Answers each line without waiting.
let echo: LateResponder = { line, _ in answer(to: line) }

/// Answers each line when the gate opens for it; the lines of `settle` at once.
func answering(through gate: Gate) -> LateResponder {
    { line, _ in
        if line.starts(with: "settle".utf8) { return answer(to: line) }
        await gate.pass(String(decoding: line, as: UTF8.self))
        return answer(to: line)
    }
}

func answer(to line: [UInt8]) -> [UInt8] {
    Array("answer to ".utf8) + line
}

/// The `kind` and the `limit` of an error's line.
func refusal(_ line: String?) -> (kind: String, limit: Int64?)? {
    guard let line, let root = try? JSONDocument(parsing: Array(line.utf8)).root else { return nil }
    guard let data = root["error"]?["data"], let kind = data["kind"]?.string else { return nil }
    return (kind, data["limit"]?.integer)
}

/// Numbered questions, and the answers that `echo` has for them.
func questions(_ numbers: some Sequence<Int>) -> [String] {
    numbers.map { "question \($0)" }
}

func answers(_ numbers: some Sequence<Int>) -> [String] {
    numbers.map { "answer to question \($0)" }
}

/// A log that nobody reads.
let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

extension ServerLimits {
    /// The limits, with deadlines that no busy machine reaches; ``ServerClock`` does.
    static let patient = {
        var limits = ServerLimits()
        limits.requestSeconds = 600
        limits.idleSeconds = 6000
        limits.drainSeconds = 600
        return limits
    }()
}
