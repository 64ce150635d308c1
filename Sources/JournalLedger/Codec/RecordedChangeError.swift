package import PaymentLinks

/// Why a record with a valid hash and chain can't be read.
package enum RecordedChangeError: Error, Sendable, CustomStringConvertible {
    case notUnderstood(seq: UInt64, line: Int?, member: String)
    case contradiction(seq: UInt64, line: Int, FoldError)

    package var description: String {
        switch self {
        case .notUnderstood(let seq, let line, let member):
            "\(line.map { "Line \($0)" } ?? "A line") of the journal (seq \(seq)) has no `\(member)` that this version understands; "
                + "it may have been written by a newer paylinkd, so install that one."
        case .contradiction(let seq, let line, .orderIDTwice(let key)):
            "Line \(line) of the journal (seq \(seq)) makes order \(key.orderID.text) a second time; "
                + "restore the last copy of the journal."
        case .contradiction(let seq, let line, .unknownLink(let key)):
            "Line \(line) of the journal (seq \(seq)) changes order \(key.orderID.text), which was never made; "
                + "restore the last copy of the journal."
        }
    }
}
