import PaymentLinks

/// The last calls of a run, for the message when two answers differ.
struct RunLog {
    private var notes: [String] = []

    /// Two answers that should be the same.
    struct Difference: Error, CustomStringConvertible {
        let description: String
    }

    mutating func note(_ event: String, at now: Instant) {
        if notes.count > 100 { notes.removeFirst(80) }
        notes.append("\(now.text) \(event.prefix(2000))")
    }

    func difference(_ answer: [UInt8], _ expected: [UInt8]) -> Difference {
        difference(String(decoding: answer, as: UTF8.self), String(decoding: expected, as: UTF8.self))
    }

    func difference(_ answer: String, _ expected: String) -> Difference {
        Difference(
            description: "\(notes.suffix(12).joined(separator: "\n"))\nanswered \(answer)\ninstead of \(expected)"
        )
    }
}
