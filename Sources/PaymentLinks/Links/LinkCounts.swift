/// How many links there are, by status.
package struct LinkCounts: Sendable, Equatable {
    private var counts = [Int](repeating: 0, count: LinkStatus.allCases.count)

    package init() {}

    package subscript(status: LinkStatus) -> Int {
        get { counts[status.position] }
        set { counts[status.position] = newValue }
    }

    package var total: Int { counts.reduce(0, +) }

    package static func += (sum: inout LinkCounts, counts: LinkCounts) {
        for status in LinkStatus.allCases { sum[status] += counts[status] }
    }
}
