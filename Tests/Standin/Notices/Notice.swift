/// What the service tells a shop about an order, before it is signed and sent.
struct Notice: Sendable, Equatable {
    let orderID: String
    /// The order's notification URL.
    var url: String
    /// Without one it is a GET, which says no more than the order ID.
    let body: [UInt8]?
    /// About a link on whose page nobody has been.
    var isPretransaction = false
    var isSigned = true
    /// Without a time in its query, it may be ignored.
    var hasTimestamp = true

    /// The URL with the parameters of one delivery; a query that is there is kept.
    func address(at now: Moment) -> String {
        var query = "transactionid=\(FormText.encoded(orderID))"
        if hasTimestamp { query += "&timestamp=\(now.seconds)" }
        if isPretransaction { query += "&payload_type=pretransaction" }
        return url + (url.contains("?") ? "&" : "?") + query
    }
}
