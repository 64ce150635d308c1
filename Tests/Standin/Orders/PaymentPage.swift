/// A page that was made by one POST of an order, with a URL of its own.
struct PaymentPage: Sendable, Equatable {
    /// The number of times that a link may be used.
    static let openingCountMax = 20

    let token: String
    let madeAt: Moment
    let endsAt: Moment
    var isCancelled = false
    /// A later POST of the order has replaced it, where that ends the earlier URL.
    var isReplaced = false
    var openingCount = 0
}
