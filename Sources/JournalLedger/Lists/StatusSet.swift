import PaymentLinks

/// A set of statuses as bits: one list may test a million rows, for which the standard library's `Set` is slow.
struct StatusSet: Sendable {
    private var bits: UInt32 = 0

    init(_ statuses: Set<LinkStatus>) {
        for status in statuses { insert(status) }
    }

    mutating func insert(_ status: LinkStatus) { bits |= Self.bit(status) }

    func contains(_ status: LinkStatus) -> Bool { bits & Self.bit(status) != 0 }

    func sharesOne(with other: StatusSet) -> Bool { bits & other.bits != 0 }

    private static func bit(_ status: LinkStatus) -> UInt32 { 1 << UInt32(status.position) }
}
