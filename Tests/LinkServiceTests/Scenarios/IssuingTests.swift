import JSON
import TestSupport
import Testing
import PaymentLinks

/// Links that a payment service makes: the intent is recorded first, the service is asked, and its answer is recorded.
@Suite(.overEveryEngine, .timeLimit(.minutes(10))) struct IssuingTests {
    private func fixture(_ service: ScriptedService) throws -> ServiceFixture {
        try ServiceFixture(services: ["default": service])
    }

    private func types(_ service: ServiceFixture) async throws -> [String] {
        try await service.events("0").events.map(\.type)
    }

    @Test func `the answer has the service's address once the service has answered`() async throws {
        let scripted = ScriptedService()
        let service = try fixture(scripted)
        let answer = try await service.withOutbox { try await service.generate("A") }
        #expect(answer["status"] == "active")
        #expect(answer["url"] == "https://pay.example/1")
        #expect(answer["issuer"] == "scripted")
        #expect(answer.number("version") == 2)
        #expect(try await service.show("A").resultText == answer.resultText)
        #expect(try await types(service) == ["linkGenerated", "linkIssued"])
        #expect(scripted.requests == ["A"])
    }

    @Test func `a refusal is answered with the service's code and words, and leaves the link failed`() async throws {
        let scripted = ScriptedService(.refuse(code: "1001", message: "Invalid amount"))
        let service = try fixture(scripted)
        let parameters = ServiceFixture.terms("A", #""idempotencyKey":"k""#)
        try await service.withOutbox {
            for _ in 0..<2 {
                let answer = try await service.call("generateLink", parameters)
                expectError(answer, 2007, "issuerFailed", at: "/orderId")
                #expect(answer.data?["issuerCode"]?.string == "1001")
                #expect(answer.data?["issuerMessage"]?.string == "Invalid amount")
            }
        }
        #expect(try await service.show("A")["status"] == "failed")
        #expect(try await types(service) == ["linkGenerated", "linkIssueFailed"])
        #expect(scripted.orders.isEmpty)
    }

    @Test func `without an answer in time the link is pending, and settles later`() async throws {
        let gate = Gate()
        let service = try fixture(ScriptedService(.wait(gate)))
        try await service.withOutbox {
            async let pending = service.call("generateLink", ServiceFixture.terms("A", #""idempotencyKey":"k""#))
            _ = await gate.arrivals(atLeast: 1)
            while service.timer.waiterCount < 1 { await Task.yield() }
            service.timer.fire()
            let answer = try await pending
            #expect(answer["status"] == "pending")
            #expect(answer.result?["url"]?.isNull == true)
            #expect(try await service.show("A")["status"] == "pending")
            gate.open()
            _ = await service.ledger.change(after: 1)
        }
        #expect(try await service.show("A")["url"] == "https://pay.example/1")
    }

    @Test(arguments: [ScriptedService.Step.loseAnswer, .loseRequest])
    func `after an unknown outcome the service is asked again, and makes one order`(
        step: ScriptedService.Step
    ) async throws {
        let scripted = ScriptedService(step, step)
        let service = try fixture(scripted)
        let answer = try await service.withOutbox(firing: .seconds(24)) { try await service.generate("A") }
        let pauses = service.timer.durations.filter { $0 < .seconds(24) }
        #expect(pauses.allSatisfy { $0 >= .seconds(1) }, "a request may arrive late")
        #expect(pauses.contains { $0 >= .seconds(2) }, "the pauses grow")
        #expect(answer["url"] == scripted.orders["A"])
        #expect(scripted.orders.count == 1)
    }

    @Test func `nothing is sent for a refused, a repeated or a dry-run call`() async throws {
        let scripted = ScriptedService()
        let service = try fixture(scripted)
        try await service.withOutbox {
            let first = try await service.generate("A", #""idempotencyKey":"k""#)
            let again = try await service.generate("A", #""idempotencyKey":"k""#)
            #expect(again.text == first.text)
            expectError(
                try await service.call("generateLink", ServiceFixture.terms("A")),
                1006,
                "orderIdInUse",
                at: "/orderId"
            )
            let existing = try await service.generate("A", #""onExisting":"return""#)
            #expect(existing["url"] == first["url"])
            let dry = try await service.generate("B", #""dryRun":true"#)
            #expect(dry["status"] == "pending")
        }
        #expect(scripted.requests == ["A"])
    }

    @Test func `a request that is repeated while the service is asked gets the same link`() async throws {
        let gate = Gate()
        let scripted = ScriptedService(.wait(gate))
        let service = try fixture(scripted)
        let parameters = ServiceFixture.terms("A", #""idempotencyKey":"k""#)
        try await service.withOutbox {
            async let first = service.call("generateLink", parameters)
            _ = await gate.arrivals(atLeast: 1)
            async let second = service.call("generateLink", parameters)
            gate.open()
            let answers = try await [first, second]
            #expect(answers[0].text == answers[1].text)
            #expect(answers[0]["url"] == "https://pay.example/1")
        }
        #expect(scripted.requests == ["A"])
    }

    @Test func `a service that stalls delays neither another site nor a local one`() async throws {
        let gate = Gate()
        let service = try ServiceFixture(
            sites: ["stalled", "quick", "local"],
            services: ["stalled": ScriptedService(.wait(gate)), "quick": ScriptedService()]
        )
        try await service.withOutbox {
            async let stalled = service.generate("A", #""site":"stalled""#)
            _ = await gate.arrivals(atLeast: 1)
            #expect(try await service.generate("B", #""site":"quick""#)["status"] == "active")
            #expect(try await service.generate("C", #""site":"local""#)["status"] == "active")
            gate.open()
            let late = try await stalled
            #expect(late["status"] == "active")
        }
    }

    @Test func `an answer that comes after a cancellation is kept and revives nothing`() async throws {
        let gate = Gate()
        let service = try fixture(ScriptedService(.wait(gate)))
        try await service.withOutbox {
            async let made = service.generate("A")
            _ = await gate.arrivals(atLeast: 1)
            #expect(try await service.done("cancelLink", "A")["status"] == "cancelled")
            gate.open()
            _ = try await made
        }
        let shown = try await service.show("A")
        #expect(shown["status"] == "cancelled")
        #expect(shown["url"] == "https://pay.example/1")
    }

    @Test func `a payment that is reported before the service's answer counts`() async throws {
        let gate = Gate()
        let service = try fixture(ScriptedService(.wait(gate)))
        try await service.withOutbox {
            async let made = service.generate("A")
            _ = await gate.arrivals(atLeast: 1)
            #expect(try await service.report("A", "completed")["status"] == "completed")
            gate.open()
            _ = try await made
        }
        #expect(try await service.show("A")["status"] == "completed")
        #expect(try await service.show("A")["url"] == "https://pay.example/1")
    }

    @Test func `a pending link expires by the clock, is found by its status, and a late refusal leaves it failed`()
        async throws
    {
        let gate = Gate()
        let service = try fixture(ScriptedService(.wait(gate), .refuse(code: nil, message: "No")))
        try await service.withOutbox {
            async let first = service.generate("A", #""secondsActive":60"#)
            _ = await gate.arrivals(atLeast: 1)
            #expect(try await orders("pending", service) == ["A"])
            service.clock.advance(seconds: 60)
            #expect(try await orders("pending", service) == [])
            #expect(try await orders("expired", service) == ["A"])
            try await service.ledger.recordExpiries(service.clock, by: ServiceFixture.caller)
            #expect(try await types(service) == ["linkGenerated", "linkExpired"])
            #expect(try await service.done("updateLink", "A", #""secondsActive":60"#)["status"] == "pending")
            gate.open()
            _ = try await first
            _ = try await service.call("generateLink", ServiceFixture.terms("B", #""secondsActive":60"#))
        }
        #expect(try await service.show("A")["status"] == "active")
        #expect(try await orders("failed", service) == ["B"])
        service.clock.advance(seconds: 60)
        #expect(try await service.show("B")["status"] == "failed", "the clock ends only what can be paid")
    }

    @Test func `every row of a batch is asked for, and a refused one is failed in the answer`() async throws {
        let scripted = ScriptedService(.issue, .refuse(code: "1", message: "No"))
        let service = try fixture(scripted)
        let rows = ["A", "B", "C"].map { ServiceFixture.terms($0) }.joined(separator: ",")
        let answer = try await service.withOutbox { try await service.call("generateLinks", #"{"links":[\#(rows)]}"#) }
        let statuses = answer.result?["links"]?.elements.compactMap { $0["status"]?.string } ?? []
        #expect(statuses.sorted() == ["active", "active", "failed"])
    }

    @Test func `a restart asks for what the process before it left`() async throws {
        let scripted = ScriptedService(.loseAnswer)
        var service = try fixture(scripted)
        let parameters = ServiceFixture.terms("A", #""idempotencyKey":"k""#)
        let before = service
        try await before.withOutbox {
            async let answer = before.call("generateLink", parameters)
            while before.timer.waiterCount < 2 { await Task.yield() }
            // The limit of the call, and not the outbox's pause.
            before.timer.fire(atLeast: .seconds(20))
            expectError(try await answer, 2008, "issuerUnreachable", at: nil)
            #expect(try await before.show("A")["status"] == "pending")
        }
        try service.reopen()
        let after = service
        try await after.withOutbox {
            async let change = after.ledger.change(after: 1)
            while after.timer.waiterCount < 1 { await Task.yield() }
            #expect(after.timer.durations.contains { $0 >= .seconds(1) }, "a request of before may arrive yet")
            after.timer.fire()
            _ = await change
        }
        #expect(try await after.call("generateLink", parameters)["url"] == scripted.orders["A"])
        #expect(scripted.orders.count == 1)
    }

    private func orders(_ status: String, _ service: ServiceFixture) async throws -> [String] {
        let list = try await service.call("listLinks", #"{"status":"\#(status)"}"#)
        return list.result?["links"]?.elements.compactMap { $0["orderId"]?.string } ?? []
    }
}
