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
        var bounds: AmountBounds = (nil, nil)
        if let amountMin { bounds.least = try AmountArgument.minorUnits(amountMin, currency: currency) }
        if let amountMax { bounds.most = try AmountArgument.minorUnits(amountMax, currency: currency) }
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
    func write(to writer: inout JSONWriter, _ bounds: AmountBounds) {
        writer.given("site", site)
        if !status.isEmpty {
            writer.array("status") { writer in
                for status in status { writer.value(status) }
            }
        }
        writer.given("orderIdPrefix", prefix)
        writer.given("createdAfter", createdAfter.map(TimeArgument.rfc3339))
        writer.given("createdBefore", createdBefore.map(TimeArgument.rfc3339))
        writer.given("expiresAfter", expiresAfter.map(TimeArgument.rfc3339))
        writer.given("expiresBefore", expiresBefore.map(TimeArgument.rfc3339))
        writer.given("currency", currency)
        writer.given("amountMin", bounds.least)
        writer.given("amountMax", bounds.most)
        writer.given("text", text)
    }
}
