/// The payment method that a link is limited to, by its MultiSafepay gateway ID.
///
/// One byte: an index into `PaymentMethod.all`. Only the code is stored and sent.
package struct Gateway: Sendable, Hashable {
    private let position: UInt8

    /// Takes the gateway ID of a method that a link may be limited to.
    ///
    /// - Parameter code: The ID in upper case, such as `IDEAL`.
    /// - Throws: `gatewayUnavailable` for an ID that isn't in the table, `gatewayNotForLinks` for a pay-later method and
    ///   for Paysafecard.
    package init(link code: String) throws(Refusal) {
        // Bytes, not equivalence: to a String the Kelvin sign is the letter K.
        guard code.utf8.allSatisfy({ $0 < 0x80 }), let position = Self.positions[code] else {
            throw Self.unknown(code)
        }
        let method = PaymentMethod.all[Int(position)]
        guard method.takesLinks else {
            throw Self.notForLinks("\(code) (\(method.name))", isPayLater: method.kind == .payLater)
        }
        self.position = position
    }

    /// The gateway ID, such as `IDEAL`.
    package var code: String { method.gateway }

    /// The gateway ID, such as `IDEAL`.
    package var text: String { code }

    /// The method that the ID names.
    package var method: PaymentMethod { PaymentMethod.all[Int(position)] }

    private static let positions: [String: UInt8] = Dictionary(
        zip(PaymentMethod.all.map(\.gateway), 0...)
    ) { first, _ in first }

    private static func unknown(_ code: String) -> Refusal {
        if code.isEmpty {
            return Refusal(
                .gatewayUnavailable,
                "A gateway isn't empty; leave it out to offer every method, or give one such as \"IDEAL\"."
            )
        }
        if payLaterFamilies.contains(where: code.hasPrefix) {
            return notForLinks(Refusal.excerpt(of: code), isPayLater: true)
        }
        let upperCase = code.asciiUppercased
        if upperCase != code, positions[upperCase] != nil {
            return Refusal(
                .gatewayUnavailable,
                "The gateway \(Refusal.excerpt(of: code)) is written in upper case; give \"\(upperCase)\"."
            )
        }
        return Refusal(
            .gatewayUnavailable,
            "There is no gateway \(Refusal.excerpt(of: code)); leave it out to offer every method, or give one of those "
                + "that listPaymentMethods shows, such as \"IDEAL\"."
        )
    }

    private static func notForLinks(_ shown: String, isPayLater: Bool) -> Refusal {
        let reason =
            isPayLater
            ? "is a pay-later method, which accepts its customers in a flow of its own" : "takes no manually made links"
        return Refusal(
            .gatewayNotForLinks,
            "The gateway \(shown) \(reason); leave gateway out so that the customer chooses, or give another such as \"IDEAL\"."
        )
    }

    private static let payLaterFamilies = ["BNPL_", "ZINIA"]
}
