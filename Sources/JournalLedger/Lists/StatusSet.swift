import PaymentLinks

/// Statuses as bits: a set of the standard library is asked a million times by one list.
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
