import JSON

/// A failure as the service tells it: a code, a text that no program should read, and the documented HTTP status.
struct ServiceFailure: Error, Equatable {
    let code: Int
    let text: String
    var status = 404

    static let notFound = Self(code: 1000, text: "Not found", status: 410)
    static let unknownType = Self(code: 1000, text: "Unknown message type")
    static let amount = Self(code: 1001, text: "Invalid amount")
    static let currency = Self(code: 1002, text: "Invalid currency")
    static let orderID = Self(code: 1006, text: "Invalid transaction ID")
    static let description = Self(code: 1008, text: "Invalid description")
    static let variable = Self(code: 1010, text: "Invalid variable")
    static let unspecified = Self(code: 1014, text: "Unspecified error")
    static let missing = Self(code: 1016, text: "Missing data")
    static let country = Self(code: 1018, text: "Invalid country")
    static let gateway = Self(code: 1023, text: "No gateway (payment method) available")
    static let cartAmount = Self(code: 1027, text: "Cart amount must equal order amount")
    static let key = Self(code: 1032, text: "Invalid API key", status: 401)
    static let refund = Self(code: 1034, text: "Refund not allowed")

    func answer(_ readings: Readings) -> WebAnswer {
        .json(readings.errors == .status ? status : 200) { writer in
            writer.member("success", false)
            writer.empty("data", readings)
            writer.member("error_code", code)
            writer.member("error_info", text)
        }
    }
}

extension JSONWriter {
    /// Writes a member that is an object without members.
    mutating func empty(_ name: StaticString, _ readings: Readings) {
        switch readings.empty {
        case .object: object(name) { _ in }
        case .array: array(name) { _ in }
        }
    }

    /// Writes text; digits alone become a number, as the service writes them.
    mutating func loose(_ name: StaticString, _ text: String?, _ readings: Readings) {
        guard readings.digits == .number, let text, text == "0" || text.first != "0", text.utf8.count <= 18,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text)
        else { return member(name, text) }
        member(name, number)
    }
}
