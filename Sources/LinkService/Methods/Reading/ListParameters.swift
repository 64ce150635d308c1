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
        ParameterType<OrderIDPrefix>.text(),
        "Only links whose order ID begins so."
    )
    static let createdAfter = time("createdAfter", "Only links made at this moment or later.")
    static let createdBefore = time("createdBefore", "Only links made before this moment.")
    static let expiresAfter = time("expiresAfter", "Only links that expire at this moment or later.")
    static let expiresBefore = time("expiresBefore", "Only links that expire before this moment.")
    static let currency = Parameter(
        TermParameters.currency.name,
        ParameterType<Currency>.string(
            TermParameters.currency.type.expectation,
            schema: TermParameters.currency.type.schema,
            Currency.init(code:)
        ),
        "Only links in this currency, also one that was withdrawn since."
    )
    static let amountMin = amount(
        "amountMin",
        "Only links of at least this amount, in the minor unit of whatever currency; give `currency` too."
    )
    static let amountMax = amount(
        "amountMax",
        "Only links of at most this amount, in the minor unit of whatever currency; give `currency` too."
    )
    static let text = Parameter(
        "text",
        ParameterType<SearchText>.text(),
        "Only links with this text in order ID, description, full name or e-mail address, whatever its case."
    )
    static let order = Parameter(
        "order",
        ParameterType<PageRequest.Order>.word,
        "Which links come first; the newest if left out."
    )
    static let limit = Parameter(
        "limit",
        ParameterType<Int>.integer(1...Int64(ServiceLimits.pageMax)),
        "How many links a page has at most; \(ServiceLimits.pageStandard) if left out."
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
        createdBefore.optional, expiresAfter.optional, expiresBefore.optional, currency.optional,
        amountMin.optional, amountMax.optional, text.optional, TermParameters.metadata.optional, order.optional,
        limit.optional, cursor.optional, totals.optional,
    ]

    /// Reads the filter; without `site` it shows the links of every site.
    static func filter(from arguments: Arguments, _ context: ServiceContext) throws(RPCError) -> LinkFilter {
        var filter = LinkFilter()
        filter.site = try context.siteIfNamed(in: arguments)
        filter.statuses = try arguments.optional(status) ?? []
        filter.orderIDPrefix = try arguments.optional(orderIDPrefix)?.text
        filter.createdAfter = try arguments.optional(createdAfter)
        filter.createdBefore = try arguments.optional(createdBefore)
        filter.expiresAfter = try arguments.optional(expiresAfter)
        filter.expiresBefore = try arguments.optional(expiresBefore)
        filter.currency = try arguments.optional(currency)
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
            ParameterType<Int64>.integer(
                0...Money.maximumAmount,
                "an integer of at least 0 in the currency's minor unit",
                refusedAs: .invalidAmount
            ),
            summary
        )
    }
}

extension ParameterType where Value == Set<LinkStatus> {
    /// One status, or an array of them.
    static let statuses = ParameterType(
        expectation: "a status, or an array of them",
        schema: .anyOf([status.schema, .array(of: status.schema, counts: nil)])
    ) { (value, pointer) throws(RPCError) in
        guard value.kind == .array else { return [try status.read(value, pointer)] }
        var statuses: Set<LinkStatus> = []
        for (index, element) in value.elements.enumerated() {
            statuses.insert(try status.read(element, "\(pointer)/\(index)"))
        }
        guard !statuses.isEmpty else {
            throw .invalidParameter(pointer, "`status` is an empty array; leave it out to see every status.")
        }
        return statuses
    }

    private static let status = ParameterType<LinkStatus>.word
}
