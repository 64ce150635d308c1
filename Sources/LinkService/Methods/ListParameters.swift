import Issuing
import JSON
import JSONRPC
import PaymentLinks

/// The parameters of `listLinks`.
enum ListParameters {
    static let status = Parameter(
        "status",
        ParameterType<Set<LinkStatus>>.statuses,
        "Only links of this status, or of one of these."
    )
    static let orderIDPrefix = Parameter(
        "orderIdPrefix",
        .string("a string of 1 to 50 characters", schema: .string(1...50)) { (text) throws(Refusal) in
            // Not an order ID itself: the beginning of "A 17" may end with a space.
            guard (1...50).contains(text.unicodeScalars.count) else {
                throw Refusal(.invalidOrderId, "`orderIdPrefix` must have 1 to 50 characters.")
            }
            return text
        },
        "Only links whose order ID begins so."
    )
    static let createdAfter = time("createdAfter", "Only links made at this moment or later.")
    static let createdBefore = time("createdBefore", "Only links made before this moment.")
    static let expiresAfter = time("expiresAfter", "Only links that expire at this moment or later.")
    static let expiresBefore = time("expiresBefore", "Only links that expire before this moment.")
    static let amountMin = amount("amountMin", "Only links of at least this amount, in minor units.")
    static let amountMax = amount("amountMax", "Only links of at most this amount, in minor units.")
    static let text = Parameter(
        "text",
        .string("a string of 1 to 200 characters", schema: .string(1...200)) { (text) throws(Refusal) in
            guard (1...200).contains(text.unicodeScalars.count) else {
                throw Refusal(.invalidParameter, "`text` must have 1 to 200 characters.")
            }
            return text
        },
        "Only links with this text in order ID, description or customer, whatever its case."
    )
    static let order = Parameter(
        "order",
        ParameterType<PageRequest.Order>.word,
        "Which links come first; the newest if left out."
    )
    static let limit = Parameter(
        "limit",
        .integer("an integer of 1 to 1000", in: 1...1000) { (limit) throws(Refusal) in
            guard (1...1000).contains(limit) else {
                throw Refusal(.invalidParameter, "`limit` must be an integer of 1 to 1000.")
            }
            return Int(limit)
        },
        "How many links a page has at most; 100 if left out."
    )
    static let cursor = Parameter(
        "cursor",
        .string(
            "the `nextCursor` of the page before",
            schema: .pattern("^[0-9a-f]{1,16}-[0-9a-f]{1,16}$"),
            PageCursor.init(text:)
        ),
        "Where the page begins: `nextCursor` of the page before."
    )
    static let totals = Parameter("totals", .boolean, "Whether to add up all links that the filter lets through.")

    static let all: [DeclaredParameter] = [
        LinkParameters.site.optional, status.optional, orderIDPrefix.optional, createdAfter.optional,
        createdBefore.optional, expiresAfter.optional, expiresBefore.optional, TermParameters.currency.optional,
        amountMin.optional, amountMax.optional, text.optional, TermParameters.metadata.optional, order.optional,
        limit.optional, cursor.optional, totals.optional,
    ]

    /// Reads the filter; without `site` it shows the links of every site.
    static func filter(from arguments: Arguments, sites: Sites) throws(RPCError) -> LinkFilter {
        var filter = LinkFilter()
        if let site = try arguments.optional(LinkParameters.site) {
            do throws(Refusal) {
                filter.site = try sites.resolve(site)
            } catch {
                throw RPCError(error, at: arguments.pointer(to: LinkParameters.site.name))
            }
        }
        filter.statuses = try arguments.optional(status) ?? []
        filter.orderIDPrefix = try arguments.optional(orderIDPrefix)
        filter.createdAfter = try arguments.optional(createdAfter)
        filter.createdBefore = try arguments.optional(createdBefore)
        filter.expiresAfter = try arguments.optional(expiresAfter)
        filter.expiresBefore = try arguments.optional(expiresBefore)
        filter.currency = try arguments.optional(TermParameters.currency)
        filter.amountMin = try arguments.optional(amountMin)
        filter.amountMax = try arguments.optional(amountMax)
        filter.text = try arguments.optional(text)
        filter.metadata = try arguments.optional(TermParameters.metadata)
        return filter
    }

    private static func time(_ name: String, _ summary: String) -> Parameter<Instant> {
        Parameter(name, ParameterType<Instant>.time, summary)
    }

    private static func amount(_ name: String, _ summary: String) -> Parameter<Int64> {
        Parameter(
            name,
            .integer(
                "an integer in the currency's minor unit",
                in: 0...Money.maximumAmount,
                notInteger: .invalidAmount
            ) { (amount) throws(Refusal) in
                guard (0...Money.maximumAmount).contains(amount) else {
                    throw Refusal(.invalidAmount, "`\(name)` must be an integer of 0 to \(Money.maximumAmount).")
                }
                return amount
            },
            summary
        )
    }
}

extension ParameterType where Value == Set<LinkStatus> {
    /// One status, or an array of them.
    static let statuses = ParameterType(
        expectation: "a status, or an array of them",
        schema: .anyOf([ParameterType<LinkStatus>.word.schema, .array(of: ParameterType<LinkStatus>.word.schema, counts: nil)])
    ) { (value, pointer) throws(RPCError) in
        guard value.kind == .array else { return [try ParameterType<LinkStatus>.word.read(value, pointer)] }
        var statuses: Set<LinkStatus> = []
        for (index, element) in value.elements.enumerated() {
            statuses.insert(try ParameterType<LinkStatus>.word.read(element, "\(pointer)/\(index)"))
        }
        guard !statuses.isEmpty else {
            throw .invalidParameter(pointer, "`status` is an empty array; leave it out to see every status.")
        }
        return statuses
    }
}
