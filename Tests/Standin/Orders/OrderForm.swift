import JSON

/// Reads the body of POST /orders by the service's rules.
///
/// It is written from the service's documentation alone and shares no code with the client, so that a mistake there is
/// not repeated here.
struct OrderForm {
    static let currencies: Set = [
        "AED", "AUD", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EUR", "GBP", "HKD", "HRK", "HUF",
        "ILS", "INR", "ISK", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PEN", "PHP", "PLN", "RON", "RUB", "SEK", "SGD",
        "THB", "TRY", "TWD", "USD", "VEF", "ZAR",
    ]
    private static let types: Set = ["redirect", "paymentlink", "direct", "checkout"]
    private static let secondsMax: Int64 = 365 * 86_400

    let body: JSONValue
    let readings: Readings

    func terms() throws(ServiceFailure) -> OrderTerms {
        guard body.kind == .object else { throw .missing }
        let type = text("type") ?? "redirect"
        guard Self.types.contains(type) else { throw .unknownType }
        let options = body["payment_options"]
        let customer = body["customer"]
        if readings.required == .all, options == nil || customer == nil { throw .missing }
        let chance = body["second_chance"]
        let terms = OrderTerms(
            type: type,
            orderID: try orderID(),
            currency: try currency(),
            amount: try amount(),
            description: try description(),
            gateway: try gateway(type: type),
            lifetimeSeconds: try lifetime(),
            customer: try self.customer(),
            variables: try variables(),
            customInfo: (1...3).map { Self.text(body["custom_info"]?["custom_\($0)"]) },
            notificationURL: try url(options?["notification_url"]),
            isNotifiedByGet: Self.text(options?["notification_method"]) == "GET",
            redirectURL: try url(options?["redirect_url"]),
            cancelURL: try url(options?["cancel_url"]),
            // The name in the schema of 2025, and the one in everything else.
            sendsSecondChance: (chance?["send_email"] ?? chance?["send_mail"])?.bool ?? false,
            items: text("items")
        )
        try Cart(body).check(terms.amount, currency: terms.currency)
        return terms
    }

    private func orderID() throws(ServiceFailure) -> String {
        guard let value = body["order_id"], let id = text("order_id") ?? value.integer.map({ "\($0)" }) else {
            throw .missing
        }
        guard 1...50 ~= id.unicodeScalars.count, id.unicodeScalars.allSatisfy(isForOrderID) else { throw .orderID }
        return id
    }

    private func isForOrderID(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z", "-", "_", ".", "/": true
        default: readings.characters == .wide && !scalar.properties.isWhitespace
        }
    }

    private func currency() throws(ServiceFailure) -> String {
        guard let code = text("currency"), Self.currencies.contains(code) else { throw .currency }
        return code
    }

    private func amount() throws(ServiceFailure) -> Int64 {
        let written = readings.amountText == .accept ? text("amount").flatMap { Int64($0) } : nil
        guard let amount = body["amount"]?.integer ?? written, amount > 0 else { throw .amount }
        return amount
    }

    private func description() throws(ServiceFailure) -> String {
        guard let text = text("description"), 1...200 ~= text.unicodeScalars.count, !Self.holdsTag(text) else {
            throw .description
        }
        return text
    }

    /// Whether a `<` opens a tag, as PHP's strip_tags takes it.
    private static func holdsTag(_ text: String) -> Bool {
        zip(text.unicodeScalars, text.unicodeScalars.dropFirst()).contains { first, second in
            first == "<" && (second.properties.isAlphabetic || second == "/" || second == "!" || second == "?")
        }
    }

    private func gateway(type: String) throws(ServiceFailure) -> String {
        let name = text("gateway") ?? ""
        guard !name.isEmpty else { return "" }
        guard let gateway = Gateway.all.first(where: { $0.id == name }) else { throw .gateway }
        if type == "paymentlink", gateway.isPayLater, readings.payLater == .refuse { throw .gateway }
        return name
    }

    /// Seconds win over days when there are any; both may be text, and empty.
    private func lifetime() throws(ServiceFailure) -> Int64 {
        let seconds = try whole("seconds_active") ?? 0
        if seconds != 0 { return try within(1...Self.secondsMax, seconds) }
        guard let days = try whole("days_active") else { return 30 * 86_400 }
        return try within(1...365, days) * 86_400
    }

    private func whole(_ name: String) throws(ServiceFailure) -> Int64? {
        guard let value = body[name], !value.isNull, value.string != "" else { return nil }
        guard let number = value.integer ?? value.string.flatMap({ Int64($0) }) else { throw .unspecified }
        return number
    }

    private func within(_ range: ClosedRange<Int64>, _ number: Int64) throws(ServiceFailure) -> Int64 {
        if range.contains(number) { return number }
        guard readings.lifetime == .clamp else { throw .unspecified }
        return min(max(number, range.lowerBound), range.upperBound)
    }

    /// The names of PHP's own library are taken too.
    private func customer() throws(ServiceFailure) -> [String: String] {
        guard let customer = body["customer"], customer.kind == .object else { return [:] }
        var fields: [String: String] = [:]
        for (name, value) in customer.members {
            if let text = Self.text(value) { fields[Self.customerNames[name] ?? name] = text }
        }
        if let country = fields["country"], !country.isEmpty, country.utf8.count != 2 { throw .country }
        return fields
    }

    private static let customerNames = ["firstname": "first_name", "lastname": "last_name", "phone": "phone1"]

    private func variables() throws(ServiceFailure) -> [String?] {
        let variables = (1...3).map { text("var\($0)") }
        guard variables.allSatisfy({ ($0?.unicodeScalars.count ?? 0) <= 500 }) else { throw .variable }
        return variables
    }

    /// A URL has to be https without a port; on this machine, where there is no certificate, also http with one.
    private func url(_ value: JSONValue?) throws(ServiceFailure) -> String? {
        guard let url = Self.text(value), !url.isEmpty else { return nil }
        if WebAddress(url)?.isLoopback == true { return url }
        guard url.hasPrefix("https://"), url.utf8.count <= 150 else { throw .unspecified }
        let host = url.dropFirst("https://".count).prefix { !"/?#".contains($0) }
        guard !host.isEmpty, !host.contains(":") else { throw .unspecified }
        return url
    }

    private func text(_ name: String) -> String? { Self.text(body[name]) }

    /// Null is as good as absent.
    private static func text(_ value: JSONValue?) -> String? { value?.string }
}
