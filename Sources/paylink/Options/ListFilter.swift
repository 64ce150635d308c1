import ArgumentParser
import JSON
import PaylinkClient
import PaymentLinks

/// Which links a list shows.
struct ListFilter: ParsableArguments {
    @Option(help: "Only links of this site.")
    var site: String?

    @Option(help: "Only links of this status, such as open, paid or expired; may be repeated.")
    var status: [String] = []

    @Option(parsing: .unconditional, help: "Only links whose order ID begins so.")
    var prefix: String?

    @Option(help: "Only links made at this time or later.")
    var createdAfter: String?

    @Option(help: "Only links made before this time.")
    var createdBefore: String?

    @Option(help: "Only links that expire at this time or later.")
    var expiresAfter: String?

    @Option(help: "Only links that expire before this time.")
    var expiresBefore: String?

    @Option(help: "Only links in this currency.")
    var currency: String?

    @Option(parsing: .unconditional, help: "Only links of at least this amount, such as 10.00.")
    var amountMin: String?

    @Option(parsing: .unconditional, help: "Only links of at most this amount.")
    var amountMax: String?

    @Option(parsing: .unconditional, help: "Only links with this text in order ID, description or customer.")
    var text: String?

    /// What was given, as the wire wants it.
    struct Bounds {
        var statuses: [LinkStatus] = []
        var amountMin: Int64?
        var amountMax: Int64?
        var createdAfter: String?
        var createdBefore: String?
        var expiresAfter: String?
        var expiresBefore: String?
    }

    /// Reads statuses, times, and amounts, for which a currency must be given.
    func bounds() throws(UsageError) -> Bounds {
        var bounds = Bounds()
        for word in status { bounds.statuses += try WordArgument.statuses(word) }
        if let createdAfter { bounds.createdAfter = try TimeArgument.rfc3339(createdAfter) }
        if let createdBefore { bounds.createdBefore = try TimeArgument.rfc3339(createdBefore) }
        if let expiresAfter { bounds.expiresAfter = try TimeArgument.rfc3339(expiresAfter) }
        if let expiresBefore { bounds.expiresBefore = try TimeArgument.rfc3339(expiresBefore) }
        guard amountMin != nil || amountMax != nil else { return bounds }
        guard let currency else {
            throw UsageError(
                "--amount-min and --amount-max need --currency, since amounts of two currencies can't be compared."
            )
        }
        let known = try WordArgument.currency(currency)
        if let amountMin { bounds.amountMin = try AmountArgument.minorUnits(amountMin, known, least: 0) }
        if let amountMax { bounds.amountMax = try AmountArgument.minorUnits(amountMax, known, least: 0) }
        return bounds
    }

    /// Whether every link is let through.
    var isEmpty: Bool {
        let texts = [
            site, prefix, createdAfter, createdBefore, expiresAfter, expiresBefore, currency, amountMin, amountMax,
            text,
        ]
        return status.isEmpty && texts.allSatisfy { $0 == nil }
    }

    /// Writes what was given.
    func write(to writer: inout JSONWriter, _ bounds: Bounds) {
        writer.given("site", site)
        if !bounds.statuses.isEmpty {
            writer.array("status") { writer in
                for status in bounds.statuses { writer.value(status.rawValue) }
            }
        }
        writer.given("orderIdPrefix", prefix)
        writer.given("createdAfter", bounds.createdAfter)
        writer.given("createdBefore", bounds.createdBefore)
        writer.given("expiresAfter", bounds.expiresAfter)
        writer.given("expiresBefore", bounds.expiresBefore)
        writer.given("currency", currency.map(WordArgument.upperCase))
        writer.given("amountMin", bounds.amountMin)
        writer.given("amountMax", bounds.amountMax)
        writer.given("text", text)
    }
}
