import JSONRPC
import PaymentLinks

/// The parameters that several methods share, each declared once.
enum LinkParameters {
    static let site = Parameter(
        "site",
        .string("the name of a configured site", schema: .pattern("^[a-z0-9-]{1,40}$"), SiteName.init),
        "The site the link belongs to; needed when more than one is configured, or when two have the order."
    )
    static let orderID = Parameter(
        "orderId",
        // An order that was made under an earlier rule is reached by its ID; new ones are held against the rule of today when
        // they are made.
        ParameterType<OrderID>.text { (text) throws(Refusal) in try OrderID.recorded(text) },
        "The shop's own name for the order, unique within the site."
    )
    static let linkID = Parameter(
        "linkId",
        .string("a link ID, which begins with lnk_", schema: .pattern("^lnk_[0-9A-Za-z]{1,56}$")) {
            (text) throws(Refusal) in
            guard text.hasPrefix("lnk_"), (5...60).contains(text.utf8.count),
                text.utf8.dropFirst(4).allSatisfy(\.isAlphanumeric)
            else {
                throw Refusal(
                    .invalidParameter,
                    "`linkId` must be `lnk_` with letters and digits; take it from the link, or name the order instead."
                )
            }
            return LinkID(text: text)
        },
        "The daemon's own name for the link."
    )
    static let reason = Parameter(
        "reason",
        ParameterType<Reason>.text(),
        "Why, in words for people; kept in the journal."
    )
    static let ifVersion = Parameter(
        "ifVersion",
        ParameterType<Int>.integer(1...Int64.max, "the `version` of the link, an integer of at least 1"),
        "Do it only while the link still has this version."
    )
    static let idempotencyKey = Parameter(
        "idempotencyKey",
        ParameterType<IdempotencyKey>.text(),
        "The caller's own name for this request: sent again with the same parameters, it gets the first answer, for ever."
    )
    static let dryRun = Parameter(
        "dryRun",
        .boolean,
        "Check everything and answer the link that would be made, without making it."
    )
    static let onExisting = Parameter(
        "onExisting",
        ParameterType<GenerateCommand.OnExisting>.word,
        "What to do when the order has a link already: refuse it, return that link, or make a new attempt if that link is dead."
    )
}

extension UInt8 {
    /// Whether it is an ASCII letter or digit.
    fileprivate var isAlphanumeric: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: false
        }
    }
}
