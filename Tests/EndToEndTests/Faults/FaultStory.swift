import PaylinkClient
import TestSupport
import Testing

/// One journal under several daemons, with the requests and answers of their one client.
final class FaultStory {
    /// The outcome of one daemon's run.
    struct Outcome {
        var acknowledged: [SeenLink] = []
        /// The kind of the first refusal.
        var refusal: String?
        var status: TestSupport.ExitStatus
    }

    let place: DaemonPlace
    private var attempts: [Attempt] = []

    init() throws {
        place = try DaemonPlace()
    }

    /// The standard error of the last daemon.
    private(set) var log = ""

    /// Starts a daemon with faults and makes one link after the other, until it refuses or is gone.
    func run(_ injections: [String], only: String? = nil, orderCount: Int) async throws -> Outcome {
        let hasFaults = !injections.isEmpty
        let options = hasFaults ? SystemCallTracer.options(injections: injections, only: only) : .init()
        return try await run(options, orderCount: orderCount)
    }

    func run(_ options: DaemonProcess.Options, orderCount: Int) async throws -> Outcome {
        let daemon = try DaemonProcess.launch(in: place, options)
        defer { log = daemon.child.standardError }
        guard try await daemon.notice(beginning: "READY=1") else {
            return Outcome(status: try await daemon.child.wait())
        }
        var run = Outcome(status: .exited(0))
        let client = place.client()
        for _ in 0..<orderCount {
            var attempt = nextAttempt()
            attempt.outcome = try await outcome(of: attempt, client, &run)
            attempts.append(attempt)
            guard case .acknowledged = attempt.outcome else { break }
        }
        // Without a refusal the daemon still runs.
        run.status = try await run.refusal == nil ? daemon.terminate() : daemon.child.wait()
        return run
    }

    /// Starts a daemon without faults, checks its links against all requests and answers, and repeats every request.
    func expectKept() async throws {
        var oracle = KillOracle()
        oracle.note(attempts)
        let daemon = try await DaemonProcess.start(in: place)
        defer { log = daemon.child.standardError }
        let client = place.client()
        let links = try await client.allLinks()
        #expect(oracle.objections(to: links) == [])
        let byOrder = Dictionary(links.map { ($0.orderID, $0) }) { first, _ in first }
        for index in attempts.indices {
            let answer = try await client.link(attempts[index].method, attempts[index].request)
            let link = try #require(answer.link)
            if let there = byOrder[link.orderID] { #expect(link == there) }
            attempts[index].outcome = .acknowledged(link)
        }
        #expect(try await daemon.terminate() == .exited(0))
    }

    private func nextAttempt() -> Attempt {
        let number = attempts.count + 1
        let action = Attempt.Action.generate(amount: Int64(number), description: "Number \(number)")
        return Attempt(orderID: "order-\(number)", action: action, key: "key-\(number)")
    }

    private func outcome(of attempt: Attempt, _ client: LineClient, _ run: inout Outcome) async throws
        -> Attempt.Outcome
    {
        do {
            switch try await client.link(attempt.method, attempt.request) {
            case .link(let link):
                run.acknowledged.append(link)
                return .acknowledged(link)
            case .refused(let error):
                run.refusal = error.kind
                return .unknown
            }
        } catch is ClientError {
            run.refusal = "gone"
            return .unknown
        }
    }
}
