@testable import PaymentLinks
import Testing

@Suite struct PaymentMethodTests {
    @Test func `every gateway ID is there once, in upper case, with a name`() {
        let gateways = PaymentMethod.all.map(\.gateway)
        #expect(gateways.count == 90)
        #expect(Set(gateways).count == gateways.count)
        for method in PaymentMethod.all {
            #expect(method.gateway.wholeMatch(of: /[A-Z0-9_]{2,11}/) != nil)
            #expect(!method.name.isEmpty)
        }
    }

    @Test func `the methods of each kind are sorted by gateway ID`() {
        for kind in PaymentMethod.Kind.allCases {
            let gateways = PaymentMethod.all.filter { $0.kind == kind }.map(\.gateway)
            #expect(!gateways.isEmpty)
            #expect(gateways == gateways.sorted())
        }
    }

    @Test func `only pay-later methods and Paysafecard take no links`() {
        let refused = PaymentMethod.all.filter { !$0.takesLinks }.map(\.gateway).sorted()
        #expect(
            refused == [
                "AFTERPAY", "BILLINK", "BNPL_INST", "BNPL_INSTM", "BNPL_MF", "BNPL_OB", "EINVOICE", "IN3", "IN3B2B",
                "KLARNA", "PAYAFTER", "PSAFECARD", "SANTANDER", "ZINIA", "ZINIA_IN3",
            ]
        )
    }
}
