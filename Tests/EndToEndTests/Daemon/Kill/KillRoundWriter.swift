import JSONRPC
import PaylinkClient
import TestSupport
import JSON

/// One of the connections that make links until the daemon is killed.
struct KillRoundWriter {
    let round: Int
    let number: Int
    private var random: SeededSequence
    private var attempts: [Attempt] = []

    init(round: Int, number: Int, seed: UInt64) {
        self.round = round
        self.number = number
        random = SeededSequence(seed: seed)
    }

    /// Makes one request after the other until the daemon is gone; returns them with their answers.
    mutating func run(_ client: LineClient, noting answered: Gate) async throws -> [Attempt] {
        while true {
            var attempt = next()
            do {
                attempt.outcome = try await Self.outcome(of: attempt, client)
            } catch ClientError.closed {
                attempts.append(attempt)
                return attempts
            }
            attempts.append(attempt)
            answered.note(attempt.key)
        }
    }

    /// Sends a request and reads its outcome.
    static func outcome(of attempt: Attempt, _ client: LineClient) async throws -> Attempt.Outcome {
        switch try await client.link(attempt.method, attempt.request) {
        case .link(let link): return .acknowledged(link)
        case .refused(let error):
            guard error.kind == "orderIdInUse", let id = error.json["data"]?["existing"]?["linkId"]?.string else {
                throw error
            }
            return .inUse(linkID: id)
        }
    }

    private mutating func next() -> Attempt {
        let own = "r\(round)-w\(number)-\(attempts.count)"
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<2:
            // All connections compete for these order IDs, with different terms.
            return generate("r\(round)-s\(Int.random(in: 0..<20, using: &random))", key: own)
        case 2:
            guard let source = acknowledged else { return generate(own, key: own) }
            return Attempt(orderID: own, action: .duplicate(of: source), key: own)
        case 3:
            guard let link = acknowledged else { return generate(own, key: own) }
            return Attempt(orderID: link.orderID, action: .cancel, key: own)
        default: return generate(own, key: own)
        }
    }

    private mutating func generate(_ orderID: String, key: String) -> Attempt {
        let amount = Int64.random(in: 1...1_000_000, using: &random)
        return Attempt(orderID: orderID, action: .generate(amount: amount, description: "For \(key)"), key: key)
    }

    /// A random link that this connection made and got acknowledged.
    private var acknowledged: SeenLink? {
        mutating get {
            let links = attempts.compactMap { attempt in
                if case .acknowledged(let link) = attempt.outcome, attempt.action != .cancel { link } else { nil }
            }
            return links.randomElement(using: &random)
        }
    }
}
