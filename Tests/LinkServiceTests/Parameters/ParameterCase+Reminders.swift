import JSON
import JSONRPC
@testable import PaymentLinks

extension ParameterCase {
    private static let confirmation = ["reminderId": "\"lnk_a.1h\"", "sent": "true"]

    static let claimReminders = [
        ParameterCase(
            method: "claimReminders",
            path: ["site"],
            needed: [:],
            kinds: [.string],
            accepted: ["\"default\""],
            refused: .values("\"\"", "\"other\"", "\"Default\"", as: .unknownSite)
        ),
        ParameterCase(
            method: "claimReminders",
            path: ["limit"],
            needed: [:],
            kinds: [.number],
            accepted: ["1", "1000"],
            refused: .values("0", "-1", "1001", "1.5", "1e2", as: .invalidParameter)
        ),
    ]

    static let confirmReminder = [
        ParameterCase(
            method: "confirmReminder",
            path: ["reminderId"],
            needed: confirmation,
            kinds: [.string],
            accepted: [],
            refused: .values(
                "\"\"",
                "\"lnk_a\"",
                "\"lnk_a.2h\"",
                "\"lnk_a.1h.1h\"",
                "\"lnk_a.1h\"",
                as: .invalidParameter
            )
        ),
        ParameterCase(
            method: "confirmReminder",
            path: ["sent"],
            needed: confirmation,
            kinds: [.bool],
            accepted: [],
            refused: []
        ),
        ParameterCase(
            method: "confirmReminder",
            path: ["note"],
            needed: confirmation,
            kinds: [.string],
            accepted: [],
            refused: .values("\"\"", long(201), "\"a\\nb\"", as: .invalidParameter)
        ),
    ]
}
