/// What a piece of text means, as far as it shows.
enum TextStyle: Sendable {
    case plain, heading, good, waiting, bad, faint

    /// How a link's status is shown; one that is unknown here is shown as it is.
    init(status: String) {
        switch status {
        case "active", "completed": self = .good
        case "pending", "uncleared": self = .waiting
        case "declined", "failed", "charged back": self = .bad
        case "cancelled", "expired", "duplicate": self = .faint
        default: self = .plain
        }
    }

    /// The parameter of ECMA-48's "select graphic rendition".
    var code: String? {
        switch self {
        case .plain: nil
        case .heading: "1"
        case .good: "32"
        case .waiting: "33"
        case .bad: "31"
        case .faint: "2"
        }
    }
}
