import PaylinkClient
import TestSupport
import Testing

/// One journal through several daemons, and what their one client knows: what it sent, and what it heard.
final class FaultStory {
    /// What came of one daemon's life.
    struct Heard {
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

    /// Everything that the daemons have said so far.
    private(set) var said = ""

    /// Starts a daemon with faults and asks for one link after the other, until it refuses or is gone.
    func live(_ injections: [String], only: String? = nil, orderCount: Int) async throws -> Heard {
        let isHarmed = !injections.isEmpty
        let options = isHarmed ? SystemCallTracer.options(injections: injections, only: only) : .init()
        return try await live(options, orderCount: orderCount)
    }

    func live(_ options: DaemonProcess.Options, orderCount: Int) async throws -> Heard {
        let daemon = try DaemonProcess.launch(in: place, options)
        defer { said = daemon.child.standardError }
        guard try await daemon.notice(beginning: "READY=1") else {
            return Heard(status: try await daemon.child.wait())
        }
        var heard = Heard(status: .exited(0))
        let client = place.client()
        for _ in 0..<orderCount {
            var attempt = nextAttempt()
            attempt.outcome = try await outcome(of: attempt, client, &heard)
            attempts.append(attempt)
            guard case .acknowledged = attempt.outcome else { break }
        }
        // Whoever has answered everything is still there.
        heard.status = try await heard.refusal == nil ? daemon.terminate() : daemon.child.wait()
        return heard
    }

    /// Starts a sound daemon and holds what is there against what was sent and heard, then asks again for all of it.
    func expectKept() async throws {
        var oracle = KillOracle()
        oracle.note(attempts)
        let daemon = try await DaemonProcess.start(in: place)
        defer { said = daemon.child.standardError }
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

    private func outcome(of attempt: Attempt, _ client: LineClient, _ heard: inout Heard) async throws
        -> Attempt.Outcome
    {
        do {
            switch try await client.link(attempt.method, attempt.request) {
            case .link(let link):
                heard.acknowledged.append(link)
                return .acknowledged(link)
            case .refused(let error):
                heard.refusal = error.kind
                return .unknown
            }
        } catch is ClientError {
            heard.refusal = "gone"
            return .unknown
        }
    }
}
