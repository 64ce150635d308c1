/// What an order was made with.
struct OrderTerms: Sendable, Equatable {
    var type: String
    var orderID: String
    var currency: String
    var amount: Int64
    var description: String
    var gateway: String
    var lifetimeSeconds: Int64
    /// By the names of the answers.
    var customer: [String: String]
    /// `var1` to `var3`.
    var variables: [String?]
    /// `custom_1` to `custom_3`.
    var customInfo: [String?]
    var notificationURL: String?
    var isNotifiedByGet: Bool
    var redirectURL: String?
    var cancelURL: String?
    var sendsSecondChance: Bool
    var items: String?
}
