import PaymentLinks

/// Of which orders something was recorded that may have made their other links duplicates.
enum ReportNews: Sendable, Hashable {
    case orders(Set<OrderID>)
    /// Of any: after a start, and when there are too many to keep.
    case everything

    static let none = ReportNews.orders([])
    /// More orders than this are not kept: while a service is dead, payments are recorded all the same.
    static let orderCountMax = 1000

    mutating func add(_ news: ReportNews) {
        guard case .orders(var orders) = self, case .orders(let more) = news else { return self = .everything }
        // So that the set is not copied.
        self = .none
        orders.formUnion(more)
        self = orders.count > Self.orderCountMax ? .everything : .orders(orders)
    }

    /// Hands out what there is; nothing is left.
    mutating func take() -> ReportNews {
        defer { self = .none }
        return self
    }
}
