import JSON
import PaymentLinks
import TestSupport
import Testing

/// What a payment service tells by itself: signed, unsigned, late, repeatedly and about anything.
@Suite(.overEveryEngine, .timeLimit(.minutes(10))) struct NotificationTests {
    private static let paid = #""status":"completed","amount":4995,"currency":"EUR","transaction_id":17"#

    private let scripted = ScriptedService()

    private func fixture(_ orders: String...) async throws -> ServiceFixture {
        let service = try ServiceFixture(services: ["default": scripted])
        // An outbox runs once.
        guard !orders.isEmpty else { return service }
        try await service.withOutbox { for order in orders { try await service.generate(order) } }
        return service
    }

    private func expectAcknowledged(
        _ answer: ServiceAnswer,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.resultText == #"{"acknowledge":"OK"}"#, sourceLocation: location)
    }

    private func types(_ service: ServiceFixture) async throws -> [String] {
        try await service.events("0").events.map(\.type)
    }

    private func told(_ order: String, _ status: ReportedStatus, _ transaction: String?) throws -> ServiceReport {
        var report = ServiceReport(orderID: try OrderID(order), status: status)
        report.transactionID = try transaction.map { (text) throws(Refusal) in try TransactionID(text) }
        report.amount = 4995
        report.currency = "EUR"
        return report
    }

    @Test func `a payment is one event, however often and at how many places at once it is told`() async throws {
        let service = try await fixture("A")
        try await withThrowingTaskGroup(of: ServiceAnswer.self) { group in
            for _ in 0..<8 { group.addTask { try await service.notify("A", Self.paid) } }
            for try await answer in group { expectAcknowledged(answer) }
        }
        expectAcknowledged(try await service.notify("A", Self.paid))
        let link = try await service.show("A")
        #expect(link["status"] == "completed")
        #expect(link["transactionId"] == "17")
        #expect(link.number("paidAmount") == 4995)
        #expect(try await types(service) == ["linkGenerated", "linkIssued", "paymentRecorded"])
        #expect(scripted.looks.isEmpty)
    }

    @Test func `a payment that is told before the answer to the order counts`() async throws {
        let gate = Gate()
        scripted.then(.wait(gate))
        let service = try await fixture()
        try await service.withOutbox {
            async let made = service.generate("A")
            _ = await gate.arrivals(atLeast: 1)
            expectAcknowledged(try await service.notify("A", Self.paid))
            #expect(try await service.show("A")["status"] == "completed")
            gate.open()
            _ = try await made
        }
        #expect(try await service.show("A")["status"] == "completed")
        #expect(try await service.show("A")["url"] == "https://pay.example/1")
    }

    @Test func `what is not proven is refused and changes nothing`() async throws {
        let service = try ServiceFixture(
            sites: ["local", "shop"],
            services: ["shop": scripted]
        )
        try await service.withOutbox { _ = try await service.generate("A", #""site":"shop""#) }
        let seq = service.seq
        let now = service.clock.now()
        var good = SignedNotification("A", Self.paid, at: now)
        good.site = "shop"
        var old = SignedNotification("A", Self.paid, at: now.adding(seconds: -601))
        old.site = "shop"
        var early = SignedNotification("A", Self.paid, at: now.adding(seconds: 121))
        early.site = "shop"
        var (bare, changed, elsewhere) = (good, good, good)
        bare.auth = ""
        changed.body = good.body.replacing("4995", with: "4996")
        elsewhere.site = "local"
        for notification in [old, early, bare, changed, elsewhere] {
            let answer = try await service.notify(notification)
            expectError(answer, 1013, "badSignature", at: "/auth")
        }
        good.site = nil
        expectError(try await service.notify(good), -32602, "invalidParameter", at: "/site")
        #expect(service.seq == seq)
        #expect(scripted.looks.isEmpty)
    }

    @Test func `mutated notifications change nothing`() async throws {
        let service = try await fixture("A")
        let seq = service.seq
        var random = SeededSequence(for: "mutated notifications at the service")
        let good = SignedNotification("A", Self.paid, at: service.clock.now())
        for _ in 0..<500 {
            var notification = good
            var bytes = Array((Bool.random(using: &random) ? good.body : good.auth).utf8)
            let isBody = bytes.first == UInt8(ascii: "{")
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0x20...0x7e, using: &random)
            let text = String(decoding: bytes, as: UTF8.self)
            if isBody { notification.body = text } else { notification.auth = text }
            if text == (isBody ? good.body : good.auth) { continue }
            expectError(try await service.notify(notification), 1013, "badSignature", at: "/auth", text)
        }
        #expect(service.seq == seq)
        expectAcknowledged(try await service.notify(good))
        #expect(service.seq == seq + 1)
    }

    @Test func `an order without a link stands in an event, once for each thing that is told`() async throws {
        let service = try await fixture()
        for members in [Self.paid, Self.paid, #""status":"initialized""#] {
            expectAcknowledged(try await service.notify("Z", members))
        }
        let events = try await service.call("listEvents", #"{"after":0}"#).result?["events"]?.elements.map(\.self) ?? []
        #expect(events.count == 2)
        #expect(events.first?["type"]?.string == "unknownOrderReported")
        #expect(events.first?["orderId"]?.string == "Z")
        #expect(events.first?["amount"]?.integer == 4995)
        expectError(try await service.show("Z"), 1006, "unknownOrder", at: "/orderId")
    }

    @Test(arguments: ["{", "[]", "", "null"])
    func `what is signed and can't be read leads to a look`(body: String) async throws {
        let service = try await fixture("A")
        scripted.tell(try told("A", .completed, "17"))
        let notification = SignedNotification(query: "transactionid=A", body: body, at: service.clock.now())
        expectAcknowledged(try await service.notify(notification))
        #expect(try await service.show("A")["status"] == "completed")
    }

    @Test func `an unsigned message proves nothing, and leads to a look at an order of ours`() async throws {
        let service = try await fixture("A")
        scripted.tell(try told("A", .completed, "17"))
        expectAcknowledged(try await service.notify(SignedNotification(unsigned: "transactionid=Z&timestamp=1")))
        #expect(scripted.looks.isEmpty)
        expectAcknowledged(try await service.notify(SignedNotification(unsigned: "transactionid=A&timestamp=1")))
        #expect(scripted.looks == ["A"])
        #expect(try await service.show("A")["status"] == "completed")
        let nothing = try await service.notify(SignedNotification(unsigned: "timestamp=1"))
        expectError(nothing, 1013, "badSignature", at: "/auth")
    }

    @Test func `forty unsigned messages lead to ten looks at most, and to another one later`() async throws {
        let service = try await fixture("A")
        for _ in 0..<40 {
            expectAcknowledged(try await service.notify(SignedNotification(unsigned: "transactionid=A")))
        }
        #expect((1...10).contains(scripted.looks.count))
        let count = scripted.looks.count
        service.clock.advance(seconds: 30)
        expectAcknowledged(try await service.notify(SignedNotification(unsigned: "transactionid=A")))
        #expect(scripted.looks.count == count + 1)
    }

    @Test func `an unsigned message is answered in time, whatever the service does`() async throws {
        let service = try await fixture("A")
        scripted.beSilent()
        async let answer = service.notify(SignedNotification(unsigned: "transactionid=A"))
        while service.timer.waiterCount < 1 { await Task.yield() }
        #expect(service.timer.durations.last == .seconds(8))
        service.timer.fire()
        expectAcknowledged(try await answer)
    }

    @Test func `money after a cancellation is told as late`() async throws {
        let service = try await fixture("A")
        try await service.done("cancelLink", "A")
        expectAcknowledged(try await service.notify("A", Self.paid))
        let link = try await service.show("A")
        #expect(link["status"] == "completed")
        #expect(link.result?["paidLate"]?.bool == true)
    }

    @Test func `what the service calls completed is completed, and what is missing is due`() async throws {
        let service = try await fixture("A")
        expectAcknowledged(
            try await service.notify("A", #""status":"completed","amount":1000,"transaction_id":"T1""#)
        )
        let link = try await service.show("A")
        #expect(link["status"] == "completed")
        #expect(link.number("paidAmount") == 1000)
        #expect(link.number("dueAmount") == 3995)
    }

    @Test func `the service is asked whether a second payment is a refund`() async throws {
        let service = try await fixture("A")
        expectAcknowledged(try await service.notify("A", Self.paid))
        var order = try told("A", .partialRefunded, "17")
        order.amountRefunded = 700
        order.movements = [.init(.refund, transactionID: try TransactionID("18"), status: .completed, amount: 700)]
        scripted.tell(order)
        let refund = #""status":"completed","amount":700,"currency":"EUR","transaction_id":18"#
        for _ in 0..<2 { expectAcknowledged(try await service.notify("A", refund)) }
        let link = try await service.show("A")
        #expect(link["status"] == "partialRefunded")
        #expect(link.number("paidAmount") == 4995)
        #expect(link.number("refundedAmount") == 700)
        #expect(try await types(service).count { $0 == "paymentRecorded" } == 2)
    }

    @Test(arguments: [false, true])
    func `a second payment is told, whether the service can be asked or not`(isSilent: Bool) async throws {
        let service = try await fixture("A")
        expectAcknowledged(try await service.notify("A", Self.paid))
        scripted.beSilent(isSilent)
        if !isSilent { scripted.tell(try told("A", .completed, "17")) }
        async let answer = service.notify("A", Self.paid.replacing("17", with: "19"))
        if isSilent {
            while service.timer.waiterCount < 1 { await Task.yield() }
            #expect(service.timer.durations.last == .seconds(2))
            service.timer.fire()
        }
        expectAcknowledged(try await answer)
        let link = try await service.show("A")
        #expect(link["status"] == "completed")
        #expect(link.number("overpaidAmount") == 4995)
    }

    @Test(arguments: [("cancelled", "cancelled"), ("expired", "expired")])
    func `the end of a link that nobody paid is taken once the service confirms it`(
        word: String,
        status: String
    ) async throws {
        let service = try await fixture("A")
        let reported = try #require(ReportedStatus(rawValue: word))
        func notify() async throws {
            let body = #"{"order_id":"A","status":"\#(word)","financial_status":null}"#
            let query = "transactionid=A&timestamp=1&payload_type=pretransaction"
            let signed = SignedNotification(query: query, body: body, at: service.clock.now())
            expectAcknowledged(try await service.notify(signed))
        }
        // A payment that was begun and left is called `cancelled`, too.
        try await notify()
        #expect(try await service.show("A")["status"] == "active")
        scripted.tell(ServiceReport(orderID: try OrderID("A"), status: reported))
        for _ in 0..<2 { try await notify() }
        #expect(try await service.show("A")["status"] == status)
        #expect(service.seq == 3)
    }

    @Test func `if the service does not answer, its signed word about the end of a link holds`() async throws {
        let service = try await fixture("A")
        scripted.beUnreachable()
        let signed = SignedNotification(
            query: "transactionid=A&payload_type=pretransaction",
            body: #"{"order_id":"A","status":"expired"}"#,
            at: service.clock.now()
        )
        expectAcknowledged(try await service.notify(signed))
        #expect(try await service.show("A")["status"] == "expired")
    }
}
