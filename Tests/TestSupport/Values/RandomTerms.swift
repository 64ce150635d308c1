package import PaymentLinks

/// Draws links with every field: present or not, at the ends of their ranges, in many scripts.
package enum RandomTerms {
    /// Those in which something new can be asked for.
    private static let currencies = Currency.all.filter { (try? $0.checkCurrent()) != nil }

    /// Terms of a link; each optional one is there half of the time.
    package static func terms(using random: inout some RandomNumberGenerator) throws -> LinkTerms {
        let currency = currencies[Int.random(in: currencies.indices, using: &random)]
        return LinkTerms(
            money: try Money(minorUnits: amount(using: &random), currency: currency),
            description: try LinkDescription(text(upTo: 200, using: &random)),
            lifetime: try Lifetime(seconds: Int64.random(in: 1...31_536_000, using: &random)),
            secondChanceEmail: Bool.random(using: &random),
            customer: try customer(using: &random),
            gateway: try maybe(&random) {
                try Gateway(link: ["IDEAL", "MISTERCASH", "PAYPAL"].randomElement(using: &$0) ?? "")
            },
            redirectURL: try maybe(&random) { try address("paid", using: &$0) },
            cancelURL: try maybe(&random) { try address("back", using: &$0) },
            notificationURL: try maybe(&random) {
                try WebAddress(notification: "https://shop.example/notify?n=\(Int.random(in: 0...999, using: &$0))")
            },
            metadata: try metadata(using: &random)
        )
    }

    /// A customer; each field is there half of the time.
    package static func customer(using random: inout some RandomNumberGenerator) throws -> Customer {
        Customer(
            firstName: try maybe(&random) { try PersonName(text(upTo: 25, using: &$0)) },
            lastName: try maybe(&random) { try PersonName(text(upTo: 25, using: &$0)) },
            email: try maybe(&random) { try EmailAddress("visser.\(Int.random(in: 0...99, using: &$0))@shop.example") },
            country: maybe(&random) { Country.all[Int.random(in: Country.all.indices, using: &$0)] },
            locale: maybe(&random) {
                CustomerLocale.allCases[Int.random(in: CustomerLocale.allCases.indices, using: &$0)]
            }
        )
    }

    /// 0 to 20 notes.
    package static func metadata(using random: inout some RandomNumberGenerator) throws -> Metadata {
        let count = Bool.random(using: &random) ? 0 : Int.random(in: 1...20, using: &random)
        let pairs = (0..<count).map { index in
            (key: "k\(index)" + text(upTo: 30, using: &random), value: wildText(upTo: 40, using: &random))
        }
        return try Metadata(pairs)
    }

    /// 1 to some scalars that every text rule lets through, but for that of an ID that must not look like another one.
    package static func text(upTo count: Int, using random: inout some RandomNumberGenerator) -> String {
        let length = Int.random(in: 1...count, using: &random)
        var scalars = String.UnicodeScalarView("xŁ字🚲".unicodeScalars.randomElement(using: &random).map { [$0] } ?? [])
        for _ in 1..<length { scalars.append(plain.randomElement(using: &random) ?? "x") }
        return String(scalars)
    }

    /// Scalars that JSON has to escape or that readers take for the end of a line, or none at all.
    package static func wildText(upTo count: Int, using random: inout some RandomNumberGenerator) -> String {
        let length = Int.random(in: 0...count, using: &random)
        var scalars = String.UnicodeScalarView()
        for _ in 0..<length { scalars.append((plain + wild).randomElement(using: &random) ?? "x") }
        return String(scalars)
    }

    /// Something, or nil as often.
    package static func maybe<Value, Random: RandomNumberGenerator, Failure: Error>(
        _ random: inout Random,
        _ make: (inout Random) throws(Failure) -> Value
    ) throws(Failure) -> Value? {
        Bool.random(using: &random) ? try make(&random) : nil
    }

    private static let plain: [Unicode.Scalar] = Array("aZ09\"\\/&'{}[]:,é€ñßЖ字🚲\u{301}\u{feff}".unicodeScalars)
    private static let wild: [Unicode.Scalar] = Array("\n\r\t\0\u{1f}\u{7f}\u{2028}\u{2029}<b>".unicodeScalars)

    private static func amount(using random: inout some RandomNumberGenerator) -> Int64 {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: 1
        case 1: Money.maximumAmount
        default: Int64.random(in: 1...1_000_000, using: &random)
        }
    }

    private static func address(
        _ page: String,
        using random: inout some RandomNumberGenerator
    ) throws(Refusal) -> WebAddress {
        try WebAddress("https://shop.example/\(page)?order=%2F\(Int.random(in: 0...9_999, using: &random))#end")
    }
}
