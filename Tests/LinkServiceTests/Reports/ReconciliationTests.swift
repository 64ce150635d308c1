import Issuing
import JSON
import PaymentLinks
import TestSupport
import Testing

/// Services are asked what became of links: by a caller, after a start, on a schedule and around the end of a link.
@Suite(.overEveryEngine, .timeLimit(.minutes(10))) struct ReconciliationTests {
    private let scripted = ScriptedService()

    private func fixture(_ orders: String..., more: String = "") async throws -> ServiceFixture {
        let service = try ServiceFixture(services: ["default": scripted])
        try await service.withOutbox { for order in orders { try await service.generate(order, more) } }
        return service
    }

    private func pay(_ order: String) throws {
        var report = ServiceReport(orderID: try OrderID(order), status: .completed)
        report.transactionID = try TransactionID("T-\(order)")
        report.amount = 4995
        report.currency = "EUR"
        scripted.tell(report)
    }

    private func reconcile(_ service: ServiceFixture, _ parameters: String = "{}") async throws -> String {
        try await service.call("reconcileLinks", parameters).resultText
    }

    /// Runs the desk beside a body, which ends it.
    private func withDesk(_ service: ServiceFixture, _ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { await service.reports?.run() }
            try await body()
            group.cancelAll()
        }
    }

    private func wait(_ isReached: () async throws -> Bool) async throws {
        while try await !isReached() {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    @Test func `every open link is asked about, and the same truth again is no change`() async throws {
        let service = try await fixture("A", "B", "C", "D")
        try pay("A")
        try await service.report("D", "completed")
        #expect(try await reconcile(service) == #"{"checked":3,"changed":1,"remaining":0}"#)
        #expect(Set(scripted.looks) == ["A", "B", "C"])
        #expect(try await service.show("A")["status"] == "completed")
        let seq = service.seq
        #expect(try await reconcile(service) == #"{"checked":2,"changed":0,"remaining":0}"#)
        #expect(service.seq == seq)
    }

    @Test func `one order is asked about whatever its status`() async throws {
        let service = try await fixture("A")
        try await service.done("cancelLink", "A")
        try pay("A")
        #expect(try await reconcile(service, #"{"orderId":"A"}"#) == #"{"checked":1,"changed":1,"remaining":0}"#)
        #expect(try await service.show("A").result?["paidLate"]?.bool == true)
        #expect(try await reconcile(service, #"{"orderId":"A"}"#) == #"{"checked":1,"changed":0,"remaining":0}"#)
        let unknown = try await service.call("reconcileLinks", #"{"orderId":"Z"}"#)
        expectError(unknown, 1006, "unknownOrder", at: "/orderId")
    }

    @Test func `a link that no service made is not asked about`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        #expect(try await reconcile(service) == #"{"checked":0,"changed":0,"remaining":0}"#)
        #expect(try await reconcile(service, #"{"orderId":"A"}"#) == #"{"checked":0,"changed":0,"remaining":0}"#)
    }

    @Test func `a service that does not answer is said, and changes nothing`() async throws {
        let service = try await fixture("A", "B")
        scripted.beUnreachable()
        let seq = service.seq
        for parameters in ["{}", #"{"orderId":"A"}"#] {
            expectError(try await service.call("reconcileLinks", parameters), 2008, "issuerUnreachable", at: nil)
        }
        #expect(service.seq == seq)
    }

    @Test func `a service that stalls holds nobody up for long`() async throws {
        let service = try await fixture("A")
        scripted.beSilent()
        async let answer = service.call("reconcileLinks")
        try await wait { service.timer.waiterCount == 2 }
        service.timer.fire()
        expectError(try await answer, 2008, "issuerUnreachable", at: nil)
    }

    @Test func `once an order is paid, its other links are closed at the service`() async throws {
        let service = try ServiceFixture(services: ["default": scripted])
        try await service.withOutbox {
            try await service.generate("A")
            for copy in ["A-2", "A-3", "A-4"] { _ = try await service.copy("A", as: copy) }
        }
        var paid = ServiceReport(orderID: try OrderID("A-3"), status: .completed)
        paid.transactionID = try TransactionID("T-3")
        paid.amount = 4995
        paid.currency = "EUR"
        scripted.tell(paid)
        try pay("A")
        try await withDesk(service) {
            try await wait { scripted.cancelled == ["A-2", "A-4"] }
        }
    }

    @Test func `what was settled before a restart or during an outage is closed later`() async throws {
        var service = try ServiceFixture(services: ["default": scripted])
        try await service.withOutbox { [service] in
            for order in ["A", "B"] { try await service.generate(order) }
            _ = try await service.copy("A", as: "A-2")
            _ = try await service.copy("B", as: "B-2")
        }
        try await service.report("A-2", "completed")
        try service.reopen()
        scripted.beUnreachable()
        try await withDesk(service) { [service] in
            try await wait { service.timer.durations.contains(.seconds(30)) }
            #expect(scripted.cancelled.isEmpty)
            scripted.beUnreachable(.none)
            try await service.report("B", "completed")
            try await wait {
                service.timer.fire(atLeast: .seconds(30), atMost: .seconds(30))
                return scripted.cancelled == ["A", "B-2"]
            }
        }
    }

    @Test func `a payment leads to looks at the links of its own order alone`() async throws {
        let service = try ServiceFixture(services: ["default": scripted])
        try await service.withOutbox {
            for order in ["A", "B"] {
                try await service.generate(order)
                try await service.copy(order, as: "\(order)-2")
            }
        }
        try await service.report("A", "completed")
        try await withDesk(service) {
            try await wait { scripted.cancelled == ["A-2"] }
            // The looks of a start are over.
            try await wait { service.timer.durations.contains(.seconds(300)) }
            let count = scripted.looks.count
            try await service.report("B", "completed")
            try await wait { scripted.cancelled == ["A-2", "B-2"] }
            #expect(scripted.looks.dropFirst(count) == ["B-2"])
        }
    }

    @Test func `a payment that was held when its order was paid is closed once its money does not come`() async throws {
        let service = try ServiceFixture(services: ["default": scripted])
        try await service.withOutbox {
            try await service.generate("A")
            for copy in ["A-2", "A-3"] { try await service.copy("A", as: copy) }
        }
        try await withDesk(service) {
            try await service.report("A-2", "uncleared")
            try await service.report("A", "completed")
            try await wait { scripted.cancelled == ["A-3"] }
            try await service.report("A-2", "declined")
            try await wait { scripted.cancelled == ["A-2", "A-3"] }
        }
        #expect(try await service.show("A-2")["status"] == "duplicate")
    }

    @Test(arguments: [1000, 6000], [true, false])
    func `a link whose money came to an earlier one is closed, so that it is not paid again`(
        amount: Int,
        isRestarted: Bool
    ) async throws {
        var service = try ServiceFixture(services: ["default": scripted])
        try await service.withOutbox { [service] in
            try await service.generate("A")
            try await service.copy("A", as: "A-2", #""supersede":true,"overrides":{"amount":\#(amount)}"#)
        }
        let late = #""amount":1000"#
        if isRestarted {
            try await service.report("A", "completed", late)
            try service.reopen()
        }
        try await withDesk(service) { [service] in
            if !isRestarted { try await service.report("A", "completed", late) }
            try await wait { scripted.cancelled.contains("A-2") }
        }
        let status = amount == 1000 ? "completed" : "cancelled"
        #expect(try await service.show("A-2")["status"] == status)
    }

    @Test func `a link that the service is silent about keeps no other one open`() async throws {
        let service = try ServiceFixture(services: ["default": scripted])
        try await service.withOutbox {
            for order in ["A", "B"] { try await service.generate(order) }
            for copy in ["A-2", "A-3"] { try await service.copy("A", as: copy) }
            try await service.copy("B", as: "B-2")
        }
        scripted.beUnreachable(.only("A-2"))
        try await withDesk(service) {
            try await service.report("A", "completed")
            try await wait { scripted.cancelled == ["A-3"] }
            try await service.report("B", "completed")
            try await wait {
                service.timer.fire(atLeast: .seconds(30), atMost: .seconds(30))
                return scripted.cancelled == ["A-3", "B-2"]
            }
            scripted.beUnreachable(.none)
            try await wait {
                service.timer.fire(atLeast: .seconds(30), atMost: .seconds(30))
                return scripted.cancelled == ["A-2", "A-3", "B-2"]
            }
        }
    }

    @Test func `a start asks about every open link, and about those that ended while no daemon ran`() async throws {
        let service = try ServiceFixture(services: ["default": scripted])
        try await service.withOutbox {
            for order in ["A", "B"] { try await service.generate(order, #""secondsActive":60"#) }
            try await service.generate("C")
        }
        try pay("B")
        try pay("C")
        service.clock.advance(seconds: 3600)
        try await service.ledger.recordExpiries(service.clock, by: ServiceFixture.caller)
        try await withDesk(service) {
            try await wait { try await service.show("B")["status"] == "completed" }
            try await wait { try await service.show("C")["status"] == "completed" }
        }
        #expect(try await service.show("A")["status"] == "expired")
    }

    @Test func `a start that gets no answer is tried again`() async throws {
        let service = try await fixture("A")
        try pay("A")
        scripted.beUnreachable()
        try await withDesk(service) {
            try await wait { service.timer.durations.contains(.seconds(30)) }
            scripted.beUnreachable(.none)
            service.timer.fire(atLeast: .seconds(30), atMost: .seconds(30))
            try await wait { try await service.show("A")["status"] == "completed" }
        }
    }

    @Test func `a link is asked about shortly before its end, and again after it`() async throws {
        let service = try await fixture("A", more: #""secondsActive":3600"#)
        try await withDesk(service) {
            var moments: [Int64] = []
            for minute in stride(from: Int64(0), through: 150, by: 5) {
                let intervals = minute / 5
                try await wait { service.timer.durations.count { $0 == .seconds(300) } > intervals }
                if scripted.looks.count > moments.count { moments.append(minute) }
                service.clock.advance(seconds: 300)
                service.timer.fire(atLeast: .seconds(300), atMost: .seconds(300))
            }
            // At the start, before the end at 60, 10 minutes after it, and one hour after it; and the hourly pass.
            #expect(moments.first == 0)
            #expect(moments.contains { (50...55).contains($0) })
            #expect(moments.contains { (70...75).contains($0) })
            #expect(moments.contains { (120...125).contains($0) })
            #expect(moments.count <= 6)
        }
    }

    @Test func `what unsigned messages ask beyond their budget is followed later`() async throws {
        let service = try await fixture("A", "B", "C", "D", "E", "F")
        try await withDesk(service) {
            try await wait { scripted.looks.count == 6 }
            for order in ["A", "B", "C", "D", "E"] {
                _ = try await service.notify(SignedNotification(unsigned: "transactionid=\(order)"))
            }
            try pay("F")
            _ = try await service.notify(SignedNotification(unsigned: "transactionid=F"))
            #expect(try await service.show("F")["status"] == "active")
            try await wait { service.timer.durations.contains(.seconds(30)) }
            service.timer.fire(atLeast: .seconds(30), atMost: .seconds(30))
            try await wait { try await service.show("F")["status"] == "completed" }
        }
    }

    @Test func `the end of the daemon ends every look`() async throws {
        let service = try await fixture("A", "B", "C")
        scripted.beSilent()
        try await withDesk(service) { try await wait { scripted.looks.count == 3 } }
    }
}
