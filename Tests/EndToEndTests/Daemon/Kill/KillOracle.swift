/// The requests and answers of all clients, and the crash invariant that follows for the recovered links.
///
/// Every acknowledged change is there once and unchanged; every other change is there whole or not at all; and there is
/// no further link.
struct KillOracle {
    private(set) var attempts: [Attempt] = []

    mutating func note(_ heard: [Attempt]) {
        attempts += heard
    }

    /// The number of acknowledged requests.
    var acknowledgedCount: Int {
        attempts.count { if case .acknowledged = $0.outcome { true } else { false } }
    }

    /// The number of requests under way at a kill.
    var unknownCount: Int {
        attempts.count { if case .unknown = $0.outcome { true } else { false } }
    }

    /// One sentence for each contradiction between the links and the answers.
    func objections(to links: [SeenLink], where isOfInterest: (String) -> Bool = { _ in true }) -> [String] {
        let attempts = attempts.filter { isOfInterest($0.orderID) }
        let byOrder = Dictionary(grouping: links, by: \.orderID)
        var objections = byOrder.filter { $0.value.count > 1 }.map {
            "Order \($0.key) is there \($0.value.count) times."
        }
        objections += Dictionary(grouping: links, by: \.linkID).filter { $0.value.count > 1 }.map {
            "Link \($0.key) is there twice."
        }
        objections += attempts.compactMap { objection($0, byOrder[$0.orderID]?.first) }
        let asked = Dictionary(grouping: attempts.filter { $0.action != .cancel }, by: \.orderID)
        objections += links.compactMap { link in
            let isExplained = asked[link.orderID]?.contains { $0.matches(link) } ?? false
            return isExplained ? nil : "No request made \(link)."
        }
        return objections + statusObjections(attempts, byOrder)
    }

    private func objection(_ attempt: Attempt, _ link: SeenLink?) -> String? {
        switch attempt.outcome {
        case .unknown: return nil
        case .inUse(let linkID):
            return link?.linkID == linkID
                ? nil : "Order \(attempt.orderID) was \(linkID)'s and is \(String(describing: link))."
        case .acknowledged(let seen):
            guard let link else { return "Order \(attempt.orderID) was acknowledged and is lost." }
            // A link may have been cancelled since.
            var then = seen
            then.status = link.status
            return then == link && attempt.matches(link) ? nil : "\(seen) was acknowledged and is \(link)."
        }
    }

    private func statusObjections(_ attempts: [Attempt], _ byOrder: [String: [SeenLink]]) -> [String] {
        let cancels = Dictionary(grouping: attempts.filter { $0.action == .cancel }, by: \.orderID)
        return byOrder.values.joined().compactMap { link in
            let cancels = cancels[link.orderID] ?? []
            let isCertain = cancels.contains { if case .acknowledged = $0.outcome { true } else { false } }
            let allowed = isCertain ? ["cancelled"] : cancels.isEmpty ? ["active"] : ["active", "cancelled"]
            return allowed.contains(link.status) ? nil : "Order \(link.orderID) is \(link.status), not \(allowed)."
        }
    }
}
