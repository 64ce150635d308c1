/// What a link can't become.
package enum AttemptedChange: Sendable, Hashable {
    case superseded
    /// Another link took its place already.
    case supersededAgain
    case cancelled
    /// Payable, by a new expiry.
    case active
    /// What was reported of its payment.
    case reported(ReportedStatus)
    /// Its history is as long as it may be.
    case reportedOnceMore

    /// As it stands behind "can't become".
    package var words: String {
        switch self {
        case .superseded: "superseded"
        case .supersededAgain: "superseded again"
        case .cancelled: "cancelled"
        case .active: "active again"
        case .reported(let status): status.rawValue
        case .reportedOnceMore: "reported on more than \(LinkPayments.reportCountMax) times"
        }
    }
}
