/// The result of a siege.
struct Report {
    let seconds: Double
    let processorSeconds: Double
    /// How many ticks were left out because the processor's share was used up.
    let heldTickCount: Int
    private var connectionCounts: [Attack: Int] = [:]
    private var tallies: [Attack: Tally] = [:]

    init(seconds: Double, processorSeconds: Double, heldTickCount: Int) {
        self.seconds = seconds
        self.processorSeconds = processorSeconds
        self.heldTickCount = heldTickCount
    }

    mutating func add(_ attacker: Attacker) {
        connectionCounts[attacker.attack, default: 0] += 1
        tallies[attacker.attack, default: Tally()] += attacker.tally
    }

    /// The lines that `Options.usage` describes.
    var lines: [String] {
        let kinds = Attack.allCases.compactMap { attack -> String? in
            guard let count = connectionCounts[attack], let tally = tallies[attack] else { return nil }
            let columns = [count, tally.sentByteCount, tally.answerCount, tally.closedCount]
            return ([attack.rawValue] + columns.map { "\($0)" }).joined(separator: "\t")
        }
        return kinds + ["generator\t\(processorSeconds)\t\(seconds)\t\(heldTickCount)"]
    }
}
