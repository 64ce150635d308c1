@testable import PaymentLinks
import Testing

@Suite struct GatewayTests {
    @Test(arguments: PaymentMethod.all.filter(\.takesLinks))
    func `a method that takes links is accepted`(method: PaymentMethod) throws {
        let gateway = try Gateway(link: method.gateway)
        #expect(gateway.code == method.gateway)
        #expect(gateway.text == method.gateway)
        #expect(gateway.method == method)
    }

    @Test(arguments: PaymentMethod.all.filter { $0.kind == .payLater }.map(\.gateway) + ["BNPL_NEW", "ZINIA_NEW"])
    func `a pay-later method is refused with an alternative`(code: String) {
        expectRefusal(.gatewayNotForLinks, showing: code, "pay-later", "leave gateway out") { () throws(Refusal) in
            try Gateway(link: code)
        }
    }

    @Test func `Paysafecard is refused with an alternative`() {
        expectRefusal(.gatewayNotForLinks, showing: "PSAFECARD (Paysafecard)", "leave gateway out") {
            () throws(Refusal) in
            try Gateway(link: "PSAFECARD")
        }
    }

    @Test(arguments: ["FOO", "IDEAL ", "BNPL", "iDEAL QR", "IDEAL\0", "\u{1b}[2J"])
    func `an unknown gateway is refused with the method that lists all`(code: String) {
        expectRefusal(.gatewayUnavailable, showing: "listPaymentMethods") { () throws(Refusal) in
            try Gateway(link: code)
        }
    }

    @Test(arguments: [("ideal", "\"IDEAL\""), ("iDEAL", "\"IDEAL\""), ("visa", "\"VISA\"")])
    func `a gateway in lower case is refused with the right ID`(code: String, proper: String) {
        expectRefusal(.gatewayUnavailable, showing: "give \(proper)") { () throws(Refusal) in try Gateway(link: code) }
    }

    @Test func `an empty gateway is refused, since leaving it out means every method`() {
        expectRefusal(.gatewayUnavailable, showing: "leave it out") { () throws(Refusal) in try Gateway(link: "") }
    }

    @Test func `a gateway is one byte`() {
        #expect(MemoryLayout<Gateway>.size == 1)
    }
}
