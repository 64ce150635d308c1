import JSON
import JSONRPC
import Journal
@testable import LinkService
import TestSupport
import Testing

@Suite(.overEveryEngine) struct PositionalParameterTests {
    @Test func `positions are those of the declaration`() async throws {
        let service = try ServiceFixture()
        let byName = try await service.generate("A", #""daysActive":1"#)
        let byPosition = try await service.call("generateLink", #"["default","B","EUR",4995,"Bicycle repair",1]"#)
        for name in ["amountText", "description", "expiresAt"] { #expect(byPosition[name] == byName[name]) }
        #expect(byPosition["orderId"] == "B")
        #expect(try await service.call("getLink", #"["default","B"]"#).resultText == byPosition.resultText)
        #expect(
            try await service.call("cancelLink", #"["default","B","Paid in cash",1]"#)["cancelReason"] == "Paid in cash"
        )
        #expect(try await service.call("listLinks", #"["default","active"]"#).result?["links"]?.count == 1)
        let duplicate = try await service.call(
            "duplicateTransaction",
            #"["default","B","C",{"amount":1},true,"k",false]"#
        )
        #expect(duplicate["amountText"] == "0.01")
    }

    @Test func `the order of positions is part of the wire`() {
        let positions = MethodDeclaration.all.map { "\($0.name): \($0.parameters.map(\.name).joined(separator: " "))" }
        #expect(
            positions == [
                "generateLink: site orderId currency amount description daysActive secondsActive secondChanceEmail customer "
                    + "gateway redirectUrl cancelUrl notificationUrl metadata idempotencyKey onExisting dryRun",
                "getLink: site orderId linkId",
                "listLinks: site status orderIdPrefix createdAfter createdBefore expiresAfter expiresBefore currency "
                    + "amountMin amountMax text metadata order limit cursor totals",
                "duplicateTransaction: site orderId newOrderId overrides supersede idempotencyKey dryRun carryPaid",
                "cancelLink: site orderId reason ifVersion",
                "generateLinks: links dryRun idempotencyKey", "resolveLink: token url peek",
                "getQrCode: site orderId format size errorCorrection",
                "updateLink: site orderId daysActive secondsActive expiresAt secondChanceEmail metadata reason ifVersion",
                "recordPayment: site orderId status amount transactionId occurredAt note",
                "listEvents: after limit waitSeconds site types", "listPaymentMethods: site",
                "handleNotification: site query body auth", "reconcileLinks: site orderId",
                "claimReminders: site limit", "confirmReminder: reminderId sent note",
                "getServiceStatus: ",
                "erasePersonalData: site orderId email reason",
                "rpc.discover: ",
            ]
        )
    }

    @Test func `errors point at the parameter by its name`() async throws {
        let service = try ServiceFixture()
        let calls = [
            (#"[]"#, -32602, "invalidParameter", "/orderId"), (#"[null,"A"]"#, -32602, "invalidParameter", "/site"),
            (#"["other","A"]"#, 1004, "unknownSite", "/site"),
            (#"["default","A","EUR"]"#, -32602, "invalidParameter", "/amount"),
            (#"["default","A","EUR",0,"x"]"#, 1001, "invalidAmount", "/amount"),
            (
                #"["default","A","EUR",1,"x",1,null,false,{"country":"UK"}]"#, -32602, "invalidParameter",
                "/secondsActive"
            ),
        ]
        for (parameters, code, kind, pointer) in calls {
            expectError(try await service.call("generateLink", parameters), code, kind, at: pointer, parameters)
        }
        #expect(service.seq == 0)
    }

    @Test func `a call by position and the same one by name are one request`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let byPosition = try await service.call("duplicateTransaction", #"["default","A","B",{},true,"k"]"#)
        let byName = try await service.call(
            "duplicateTransaction",
            #"{"idempotencyKey":"k","supersede":true,"overrides":{},"newOrderId":"B","orderId":"A","site":"default"}"#
        )
        #expect(byName.resultText == byPosition.resultText)
    }
}
