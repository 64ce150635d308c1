import ArgumentParser
import JSON
import PaylinkClient

/// Which links a list shows.
struct ListFilter: ParsableArguments {
    @Option(help: "Only links of this site.")
    var site: String?

    @Option(help: "Only links of this status; may be repeated.")
    var status: [String] = []

    @Option(help: "Only links whose order ID begins so.")
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

    @Option(help: "Only links of at least this amount, such as 10.00.")
    var amountMin: String?

    @Option(help: "Only links of at most this amount.")
    var amountMax: String?

    @Option(help: "Only links with this text in order ID, description or customer.")
    var text: String?

    /// The smallest and the largest amount, in minor units.
    typealias AmountBounds = (least: Int64?, most: Int64?)

    /// Reads the amounts, for which a currency must be given.
    func amountBounds() throws(UsageError) -> AmountBounds {
        guard amountMin != nil || amountMax != nil else { return (nil, nil) }
        guard let currency else {
            throw UsageError(
                "--amount-min and --amount-max need --currency, since amounts of two currencies can't be compared."
            )
        }
        let known = try WordArgument.currency(currency)
        var bounds: AmountBounds = (nil, nil)
        if let amountMin { bounds.least = try AmountArgument.minorUnits(amountMin, known, least: 0) }
        if let amountMax { bounds.most = try AmountArgument.minorUnits(amountMax, known, least: 0) }
        return bounds
    }

    /// The bounds of the times, as the wire wants them.
    struct Times {
        var createdAfter: String?
        var createdBefore: String?
        var expiresAfter: String?
        var expiresBefore: String?
    }

    /// Reads the times.
    func times() throws(UsageError) -> Times {
        var times = Times()
        if let createdAfter { times.createdAfter = try TimeArgument.rfc3339(createdAfter) }
        if let createdBefore { times.createdBefore = try TimeArgument.rfc3339(createdBefore) }
        if let expiresAfter { times.expiresAfter = try TimeArgument.rfc3339(expiresAfter) }
        if let expiresBefore { times.expiresBefore = try TimeArgument.rfc3339(expiresBefore) }
        return times
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
    func write(to writer: inout JSONWriter, _ bounds: AmountBounds, _ times: Times) {
        writer.given("site", site)
        if !status.isEmpty {
            writer.array("status") { writer in
                for status in status { writer.value(WordArgument.status(status)) }
            }
        }
        writer.given("orderIdPrefix", prefix)
        writer.given("createdAfter", times.createdAfter)
        writer.given("createdBefore", times.createdBefore)
        writer.given("expiresAfter", times.expiresAfter)
        writer.given("expiresBefore", times.expiresBefore)
        writer.given("currency", currency.map(WordArgument.upperCase))
        writer.given("amountMin", bounds.least)
        writer.given("amountMax", bounds.most)
        writer.given("text", text)
    }
}
