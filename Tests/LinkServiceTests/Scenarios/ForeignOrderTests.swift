import JSON
import PaymentLinks
import TestSupport
import Testing

/// Duplicates of orders that only the payment service knows.
@Suite(.overEveryEngine, .timeLimit(.minutes(10))) struct ForeignOrderTests {
    private let scripted = ScriptedService()

    private func tell(_ order: String) throws {
        var report = ServiceReport(orderID: try OrderID(order), status: .completed)
        report.amount = 2500
        report.currency = "EUR"
        report.description = "Werkbon 7735"
        report.customer = Customer(firstName: try PersonName("Jorien"), email: try EmailAddress("j@shop.example"))
        scripted.tell(report)
    }

    private func fixture() throws -> ServiceFixture { try ServiceFixture(services: ["default": scripted]) }

    private func copy(_ service: ServiceFixture, _ more: String = "") async throws -> ServiceAnswer {
        try await service.call("duplicateTransaction", #"{"orderId":"THERE","newOrderId":"HERE"\#(more)}"#)
    }

    @Test func `amount, currency, description and customer are the order's`() async throws {
        try tell("THERE")
        let service = try fixture()
        try await service.withOutbox {
            let key = #","idempotencyKey":"k""#
            let link = try await copy(service, key)
            #expect(link["amountText"] == "25.00")
            #expect(link["currency"] == "EUR")
            #expect(link["description"] == "Werkbon 7735")
            #expect(link.result?["customer"]?["firstName"]?.string == "Jorien")
            #expect(link.result?["customer"]?["email"]?.string == "j@shop.example")
            #expect(link["duplicateOf"] == "THERE")
            #expect(link["status"] == "active")
            let looks = scripted.looks.count
            #expect(try await copy(service, key).resultText == link.resultText)
            #expect(scripted.looks.count == looks, "a repetition asks nobody")
        }
    }

    @Test func `terms can be changed, and what the service does not tell has to be given`() async throws {
        let service = try fixture()
        scripted.tell(ServiceReport(orderID: try OrderID("THERE"), status: .initialized))
        expectError(try await copy(service), 1002, "invalidCurrency", at: "/overrides/currency")
        let euros = #","overrides":{"currency":"EUR"}"#
        expectError(try await copy(service, euros), 1001, "invalidAmount", at: "/overrides/amount")
        let amount = #","overrides":{"currency":"EUR","amount":100}"#
        expectError(try await copy(service, amount), 1008, "invalidDescription", at: "/overrides/description")
        try await service.withOutbox {
            let link = try await copy(service, #","overrides":{"currency":"EUR","amount":100,"description":"x"}"#)
            #expect(link["amountText"] == "1.00")
        }
    }

    @Test func `an amount is not taken over into a currency with other decimals`() async throws {
        try tell("THERE")
        let yen = try await copy(try fixture(), #","overrides":{"currency":"JPY"}"#)
        expectError(yen, 1001, "invalidAmount", at: "/overrides/amount")
    }

    @Test func `without an answer or an order nothing is made`() async throws {
        let service = try fixture()
        expectError(try await copy(service), 1006, "unknownOrder", at: "/orderId")
        try tell("THERE")
        expectError(try await copy(service, #","supersede":true"#), 1006, "unknownOrder", at: "/orderId")
        scripted.beUnreachable()
        expectError(try await copy(service), 2008, "issuerUnreachable", at: nil)
        #expect(service.seq == 0)
        expectError(try await copy(try ServiceFixture()), 1006, "unknownOrder", at: "/orderId")
    }

    @Test func `a dry run shows the copy, and a used order ID is refused`() async throws {
        try tell("THERE")
        let service = try fixture()
        #expect(try await copy(service, #","dryRun":true"#)["amountText"] == "25.00")
        #expect(service.seq == 0)
        try await service.withOutbox {
            _ = try await service.generate("HERE")
            expectError(try await copy(service), 1006, "orderIdInUse", at: "/newOrderId")
        }
    }

    @Test func `the copies of one order are attempts of it, also after a restart`() async throws {
        try tell("THERE")
        var service = try fixture()
        try await service.withOutbox { [service] in
            _ = try await copy(service)
            _ = try await service.copy("HERE", as: "HERE-2")
        }
        try service.reopen()
        try await service.report("HERE-2", "completed")
        #expect(try await service.show("HERE")["status"] == "duplicate")
        #expect(try await service.show("HERE-2")["status"] == "completed")
    }
}
