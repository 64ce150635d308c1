import JSON
import PaymentLinks
import Standin
import TestSupport
import Testing

/// Links at the payment service, from the method to the order there and back.
@Suite(.timeLimit(.minutes(10))) struct MultiSafepayLinksTests {
    @Test func `a link is an order there, with its terms, and has its address`() async throws {
        try await ServiceAtStandin.with { place in
            try await place.withService { service in
                let answer = try await service.generate("A-1", #""secondsActive":7200"#)
                #expect(answer["status"] == "active")
                #expect(answer["issuer"] == "multisafepay")
                let order = try #require(place.standin.order("A-1"))
                #expect(answer["url"] == order.pages.last?.url)
                let form = try JSONDocument(parsing: Array(order.form.utf8)).root
                #expect(form["type"]?.string == "paymentlink")
                #expect(form["seconds_active"]?.integer == 7200)
                #expect(form["payment_options"]?["notification_method"]?.string == "POST")
                #expect(form["payment_options"]?["notification_url"]?.string == "http://127.0.0.1:9/notify")
            }
            #expect(place.standin.requestCounts["POST /orders"] == 1)
        }
    }

    @Test(
        arguments: [
            "lost", "unheard", "cut", "html", "empty", "mute", "other", "error", "redirect",
        ],
        Readings.Repeat.allCases
    )
    func `after an answer that says nothing one order at most can be paid`(
        kind: String,
        reading: Readings.Repeat
    ) async throws {
        try await ServiceAtStandin.with { options in
            options.readings.repeat = reading
            options.faults = [try Fault(text: "create:\(kind),times=1")]
        } _: { place in
            try await place.withService { service in
                let answer = try await service.call("generateLink", ServiceFixture.terms("A-1"))
                let shown = try await service.show("A-1")
                let payable = place.standin.order("A-1")?.pages.filter(\.isPayable).map(\.url) ?? []
                if shown["status"] == "active" {
                    #expect(payable.last == answer["url"])
                } else {
                    #expect(shown["status"] == "failed")
                    expectError(answer, 2007, "issuerFailed", at: "/orderId")
                    #expect(answer.data?["issuerCode"]?.string == "1006")
                    #expect(answer.message?.contains("new order ID") == true)
                    #expect(payable.isEmpty)
                }
            }
            #expect(place.standin.requestCounts["GET /orders/ID", default: 0] > 0, "a look before a second request")
        }
    }

    @Test func `a refusal is told by the kind for its code`() async throws {
        try await ServiceAtStandin.with(apiKey: "another-key") { place in
            try await place.withService { service in
                let answer = try await service.call("generateLink", ServiceFixture.terms("A-1"))
                expectError(answer, 2007, "issuerFailed", at: "/orderId")
                #expect(answer.data?["issuerCode"]?.string == "1032")
                #expect(!answer.text.contains("another-key"))
                #expect(try await service.show("A-1")["status"] == "failed")
            }
            #expect(place.standin.requestCounts["POST /orders"] == 1)
        }
    }

    @Test func `an order that the service has from elsewhere is in use`() async throws {
        try await ServiceAtStandin.with({ $0.readings.repeat = .refuse }) { place in
            try await place.withService { service in _ = try await service.generate("A-1") }
            // Another daemon of the same site knows nothing of it.
            try await place.withService { service in
                let answer = try await service.call("generateLink", ServiceFixture.terms("A-1"))
                expectError(answer, 1006, "orderIdInUse", at: "/orderId")
                #expect(answer.data?["issuerCode"]?.string == "1006")
                #expect(answer.data?["existing"]?["status"]?.string == "failed")
            }
            #expect(place.standin.order("A-1")?.pages.last?.isPayable == true)
        }
    }

    @Test func `an order from elsewhere can be duplicated`() async throws {
        try await ServiceAtStandin.with { place in
            try await place.withService { service in
                _ = try await service.generate("A-1", #""customer":{"firstName":"Ad","email":"a@shop.example"}"#)
            }
            try await place.withService(firing: .zero) { service in
                let copy = try await service.call("duplicateTransaction", #"{"orderId":"A-1","newOrderId":"B-1"}"#)
                #expect(copy["status"] == "active" && copy["duplicateOf"] == "A-1" && copy["amountText"] == "49.95")
                #expect(copy.result?["customer"]?["email"]?.string == "a@shop.example")
                let (first, second) = (place.standin.order("A-1"), place.standin.order("B-1"))
                #expect(first?.description == second?.description)
                #expect(first?.pages.last?.isPayable == true)
                let unknown = try await service.call("duplicateTransaction", #"{"orderId":"Z","newOrderId":"Y"}"#)
                expectError(unknown, 1006, "unknownOrder", at: "/orderId")
            }
        }
    }

    @Test func `what the service does not take is refused, and nothing is sent or recorded`() async throws {
        try await ServiceAtStandin.with { place in
            try await place.withService { service in
                for orderID in ["A 1", "é", "A#1", "..", "."] {
                    let answer = try await service.call("generateLink", ServiceFixture.terms(orderID))
                    expectError(answer, 1006, "invalidOrderId", at: "/orderId")
                }
                for currency in ["AMD", "ISK", "KRW", "CLP"] {
                    let terms = #"{"orderId":"A","currency":"\#(currency)","amount":100,"description":"d"}"#
                    let answer = try await service.call("generateLink", terms)
                    expectError(answer, 1002, "invalidCurrency", at: "/currency")
                }
                _ = try await service.generate("B", #""dryRun":true"#)
                #expect(service.seq == 0)
            }
            #expect(place.standin.requestCounts.isEmpty)
        }
    }

    @Test func `cancelling cancels there first, and again sends nothing`() async throws {
        try await ServiceAtStandin.with { place in
            try await place.withService { service in
                _ = try await service.generate("A-1")
                #expect(try await service.done("cancelLink", "A-1")["status"] == "cancelled")
                #expect(place.standin.order("A-1")?.isExcluded == true)
                let sent = place.standin.requestCounts
                #expect(try await service.done("cancelLink", "A-1")["status"] == "cancelled")
                #expect(place.standin.requestCounts == sent)
            }
        }
    }

    @Test func `a cancellation that the service refuses or does not answer changes nothing`() async throws {
        try await ServiceAtStandin.with { place in
            try await place.withService { service in
                _ = try await service.generate("A-1")
                place.standin.set([try Fault(text: "change:bare,times=1")])
                let refused = try await service.call("cancelLink", #"{"orderId":"A-1"}"#)
                expectError(refused, 2007, "issuerFailed", at: "/orderId")
                place.standin.set([try Fault(text: "change:lost,times=1")])
                let unheard = try await service.call("cancelLink", #"{"orderId":"A-1"}"#)
                expectError(unheard, 2008, "issuerUnreachable", at: nil)
                #expect(try await service.show("A-1")["status"] == "active")
                // It was cancelled there by the request whose answer was lost.
                #expect(try await service.done("cancelLink", "A-1")["status"] == "cancelled")
            }
        }
    }

    @Test func `superseding cancels the old order there, and a refused or imagined one does not`() async throws {
        try await ServiceAtStandin.with { place in
            try await place.withService { service in
                _ = try await service.generate("A-1")
                let dry = #"{"orderId":"A-1","newOrderId":"A-2","supersede":true,"dryRun":true}"#
                _ = try await service.call("duplicateTransaction", dry)
                let refused = #"{"orderId":"A-1","newOrderId":"A-1","supersede":true}"#
                _ = try await service.call("duplicateTransaction", refused)
                #expect(place.standin.order("A-1")?.isExcluded == false)
                let made = try await service.call(
                    "duplicateTransaction",
                    #"{"orderId":"A-1","newOrderId":"A-2","supersede":true}"#
                )
                #expect(made["status"] == "active")
                #expect(place.standin.order("A-1")?.isExcluded == true)
                #expect(place.standin.order("A-2")?.pages.last?.isPayable == true)
            }
        }
    }

    @Test func `a second chance is passed on, and what can't come of it is told`() async throws {
        try await ServiceAtStandin.with { place in
            try await place.withService { service in
                let answer = try await service.generate("A-1", #""secondChanceEmail":true,"daysActive":1"#)
                let warnings = answer.result?["warnings"]?.elements.compactMap(\.string) ?? []
                #expect(warnings.count == 2, "no address, and a lifetime below 48 hours")
                #expect(place.standin.order("A-1")?.form.contains(#""second_chance":{"send_email":true}"#) == true)
                let more = #""secondChanceEmail":true,"customer":{"email":"a@shop.example"},"idempotencyKey":"k""#
                #expect(try await service.generate("A-2", more).result?["warnings"] == nil)
                _ = try await service.call("erasePersonalData", #"{"orderId":"A-2","reason":"Asked"}"#)
                let again = try await service.generate("A-2", more)
                #expect(again["customerErasedAt"] != nil && again.result?["warnings"] == nil, "\(again)")
            }
        }
    }

    @Test func `an order has no cart and no reminders, unless they are asked for`() async throws {
        try await ServiceAtStandin.with { place in
            try await place.withService { service in
                _ = try await service.generate("A-1", #""customer":{"email":"a@shop.example"}"#)
                let order = try #require(place.standin.order("A-1"))
                let form = try JSONDocument(parsing: Array(order.form.utf8)).root
                #expect(form["shopping_cart"] == nil && form["checkout_options"] == nil && form["items"] == nil)
                #expect(form["second_chance"]?["send_email"]?.bool == false)
            }
        }
    }

    @Test func `notifications go to the address of the link, or else of its site`() async throws {
        try await ServiceAtStandin.with { place in
            try await place.withService { service in
                let own = "https://shop.example/own"
                _ = try await service.generate("A-1", #""notificationUrl":"\#(own)""#)
                _ = try await service.generate("A-2")
                for (order, address) in [("A-1", own), ("A-2", "http://127.0.0.1:9/notify")] {
                    let made = try #require(place.standin.order(order))
                    let form = try JSONDocument(parsing: Array(made.form.utf8)).root
                    #expect(form["payment_options"]?["notification_url"]?.string == address)
                    #expect(form["payment_options"]?["notification_method"]?.string == "POST")
                }
            }
        }
    }

    @Test func `a dead service is told, and the link is made once it lives again`() async throws {
        try await ServiceAtStandin.with { place in
            place.standin.set([try Fault(text: "any:unheard")])
            try await place.withService { service in
                let answer = try await service.call("generateLink", ServiceFixture.terms("A-1"))
                expectError(answer, 2008, "issuerUnreachable", at: nil)
                #expect(try await service.show("A-1")["status"] == "pending")
                place.standin.set([])
                _ = await service.ledger.change(after: 1)
                #expect(try await service.show("A-1")["url"] == place.standin.order("A-1")?.pages.last?.url)
            }
        }
    }
}
