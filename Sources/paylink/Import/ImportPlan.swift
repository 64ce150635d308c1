import JSON
import Journal
import LinkService

/// The calls that a sheet takes: as few as the daemon's limits allow, each of them all or nothing.
struct ImportPlan {
    /// The rows of one call.
    struct Chunk {
        let rows: ArraySlice<ImportSheet.Row>
        /// Follows from what the whole sheet says and from the rows of this chunk, so that a repetition makes nothing twice.
        let key: String

        /// The first and the last row, as spreadsheets count.
        var span: String { ImportPlan.span(of: rows) }

        /// The parameters of `generateLinks`.
        func parameters(dryRun: Bool) -> [UInt8] {
            var writer = JSONWriter(reserving: rows.reduce(512) { $0 + $1.json.count + 1 })
            writer.object { writer in
                writer.array("links") { writer in
                    for row in rows { writer.raw(row.json) }
                }
                if dryRun { writer.member("dryRun", true) }
                writer.member("idempotencyKey", key)
            }
            return writer.bytes
        }
    }

    /// What one call may have.
    struct Limits {
        var rows: Int
        var values: Int
        var lineBytes: Int
        var answerBytes: Int

        /// What the daemon makes and the tool reads at most, whatever is configured.
        private static let answerBytesMax = 63 << 20

        /// Reads the limits that `getServiceStatus` tells; what an older daemon does not tell has its default.
        init(status: JSONValue) {
            let limits = status["limits"]
            func limit(_ name: String, _ standard: Int) -> Int { limits?[name]?.integer.map { Int($0) } ?? standard }
            rows = limit("linksPerCall", 1000)
            values = limit("values", 65_536)
            lineBytes = limit("lineBytes", 1 << 20)
            answerBytes = min(limit("unsentBytes", 4 << 20), Self.answerBytesMax)
        }

        init(rows: Int, values: Int, lineBytes: Int, answerBytes: Int) {
            self.rows = rows
            self.values = values
            self.lineBytes = lineBytes
            self.answerBytes = answerBytes
        }
    }

    let chunks: [Chunk]

    /// Everything of a call that is no row, with room to spare.
    private static let envelopeBytes = 2048
    private static let envelopeValues = 32
    /// Addresses of links are far shorter; where one is not, the daemon refuses the call before it records anything.
    private static let urlBytes = 200

    /// Cuts the rows of a sheet into calls.
    init(_ rows: [ImportSheet.Row], _ limits: Limits) {
        var content: [UInt8] = []
        for row in rows { content += row.json + [UInt8(ascii: "\n")] }
        let hash = RecordHash.of(content.span)
        chunks = Self.cut(rows, limits).map { rows in
            Chunk(rows: rows, key: "rows \(Self.span(of: rows)) of \(hash)")
        }
    }

    private static func cut(_ rows: [ImportSheet.Row], _ limits: Limits) -> [ArraySlice<ImportSheet.Row>] {
        var slices: [ArraySlice<ImportSheet.Row>] = []
        var start = rows.startIndex
        var values = envelopeValues
        var lineBytes = envelopeBytes
        var answerBytes = envelopeBytes
        for (index, row) in rows.enumerated() {
            let lineGrowth = row.json.count + 1
            let answerGrowth = ServiceLimits.answerBytes(row: row.json.count, url: urlBytes)
            let fits =
                index - start < limits.rows && values + row.valueCountMax <= limits.values
                && lineBytes + lineGrowth <= limits.lineBytes
                && answerBytes + answerGrowth <= limits.answerBytes
            // A row that is too long by itself goes alone, and the daemon says so.
            if !fits, index > start {
                slices.append(rows[start..<index])
                start = index
                values = envelopeValues
                lineBytes = envelopeBytes
                answerBytes = envelopeBytes
            }
            values += row.valueCountMax
            lineBytes += lineGrowth
            answerBytes += answerGrowth
        }
        if start < rows.endIndex { slices.append(rows[start...]) }
        return slices
    }

    private static func span(of rows: ArraySlice<ImportSheet.Row>) -> String {
        guard let first = rows.first, let last = rows.last else { return "" }
        return first.number == last.number ? "\(first.number)" : "\(first.number) to \(last.number)"
    }
}
