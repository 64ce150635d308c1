package import JournalLedger
import PaymentLinks

/// Everything that an index says, in a form that can be compared.
package struct IndexContents: Equatable {
    private let rows: [String]
    private let records: [[RecordLocation]]
    private let requests: [RecordLocation]
    private let sites: [String]
    private let linkCounts: [SiteName: LinkCounts]
    private let seq: UInt64

    /// Reads all of an index.
    package init(_ index: LinkIndex) {
        rows = (0..<index.rows.count).map { number in
            let row = index.rows[number]
            return "\(row.createdSeq) \(row.createdAt.text) \(row.expiresAt.text) \(row.amount) \(row.currency.code) "
                + "\(row.site) \(row.recordedStatus.rawValue)"
        }
        records = (0..<index.rows.count).map { index.records(of: $0) }
        requests = (0..<index.requests.count).map { index.requests[$0] }
        linkCounts = index.linkCountsBySite
        sites = index.sites.map(\.text)
        seq = index.seq
    }
}
