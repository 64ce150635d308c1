import PaymentLinks
import TestSupport

/// One order after some steps, each of them a command in short; amounts are in minor units.
///
/// The steps: `gen ORDER AMOUNT`, `again ORDER AMOUNT` (generated once more, reissued), `dup OLD NEW AMOUNT`,
/// `rep OLD NEW AMOUNT [carry]`, `cancel ORDER`, and `ORDER STATUS AMOUNT [TRANSACTION]` for a report of a payment.
struct OrderHistory {
    private(set) var builder = ReferenceBuilder()
    /// What is told with the outcome of the last step.
    private(set) var notes: [OrderNote] = []
    private var number: Int64 = 0

    init(_ steps: String) throws {
        for step in steps.split(separator: ";") { try take(step.split(separator: " ").map(String.init)) }
    }

    subscript(order: String) -> Link {
        get throws { try builder.link(order) }
    }

    /// What all links tell as too much.
    var over: Int64 { builder.book.linksByCreation.reduce(0) { $0 + $1.balance.over } }

    /// The links in their state, each as `order status due over`.
    var shown: String {
        builder.book.linksByCreation.map { link in
            let due = link.balance.due.map(String.init) ?? "-"
            return "\(link.key.orderID.text) \(link.recordedStatus.rawValue) \(due) \(link.balance.over)"
        }.joined(separator: "; ")
    }

    private mutating func take(_ words: [String]) throws {
        number += 1
        let now = ManualClock.start.adding(seconds: number)
        let command = try command(words)
        let before = builder.book
        guard case .record(let events, _) = try builder.perform(command, at: now) else { return notes = [] }
        notes = before.notes(on: events, of: command, at: now)
    }

    private func command(_ words: [String]) throws -> Command {
        let issuance = ReferenceBuilder.issuance(Int(number))
        switch words[0] {
        case "gen", "again":
            let key = try ReferenceBuilder.key(words[1])
            let terms = try ReferenceBuilder.terms(amount: Int64(words[2]) ?? 0)
            let onExisting: GenerateCommand.OnExisting = words[0] == "gen" ? .error : .reissue
            return .generate(GenerateCommand(key: key, terms: terms, issuance: issuance, onExisting: onExisting))
        case "dup", "rep":
            var overrides = TermOverrides()
            overrides.amount = Int64(words[3])
            return .duplicate(
                DuplicateCommand(
                    source: try ReferenceBuilder.key(words[1]),
                    newOrderID: try OrderID(words[2]),
                    overrides: overrides,
                    supersede: words[0] == "rep",
                    carryPaid: words.last == "carry",
                    issuance: issuance
                )
            )
        case "cancel":
            return .cancel(CancelCommand(key: try ReferenceBuilder.key(words[1]), reason: nil, ifVersion: nil))
        default:
            let report = PaymentReport(
                status: ReportedStatus(rawValue: words[1]) ?? .initialized,
                amount: Int64(words[2]),
                transactionID: try TransactionID(words.count > 3 ? words[3] : "step-\(number)")
            )
            return .recordPayment(RecordPaymentCommand(key: try ReferenceBuilder.key(words[0]), report: report))
        }
    }
}
