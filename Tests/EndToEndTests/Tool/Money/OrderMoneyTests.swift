import JSON
@testable import paylink
import PaymentLinks
import TestSupport
import Testing

/// What the tool says of money, held against the links as the service shows them: never a sum that is not due, never a
/// refund that is not over.
@Suite struct OrderMoneyTests {
    private static let refund = "what you give back is recorded by paylink refund"

    @Test func `replaced by less, the old amount comes: what is over is named, and nothing is asked for`() async throws
    {
        let till = try Till()
        try await till.generate("A", 8000)
        try await till.replace("A", "B", 6000)
        #expect(
            try await till.pay("A", 8000)
                == "80.00 EUR received; it was replaced by B: of that, 20.00 EUR are more than was asked; \(Self.refund) A AMOUNT."
        )
        let new = try await till.link("B")
        #expect(new["dueAmount"]?.isNull == true && new["overpaidAmount"]?.integer == 2000)
        let again = try await till.pay("B", 6000)
        #expect(
            again == "60.00 EUR received, but the order had been paid by A already: 80.00 EUR more than was asked; "
                + "\(Self.refund) B AMOUNT (it holds 60.00 EUR) or paylink refund A AMOUNT (it holds 80.00 EUR)."
        )
        #expect(
            try await till.refund("B", 6000).hasSuffix(
                "80.00 EUR of what was paid stay, of which 20.00 EUR are more than is asked; \(Self.refund) A AMOUNT "
                    + "(it holds 80.00 EUR)."
            )
        )
        #expect(try await till.refund("A", 2000) == "20.00 EUR given back, 60.00 EUR of what was paid stay.")
        #expect(try await till.link("B")["overpaidAmount"]?.isNull == true)
    }

    @Test(arguments: [false, true])
    func `replaced by more, the old amount comes: the new link asks for the rest, and takes it`(isCarried: Bool)
        async throws
    {
        let till = try Till()
        try await till.generate("A", 8000)
        let first: Int64 = isCarried ? 5000 : 0
        if isCarried { _ = try await till.pay("A", first, "first") }
        try await till.replace("A", "B", 10_000, carryPaid: isCarried)
        let said = try await till.pay("A", 8000 - first)
        #expect(said.hasSuffix(" received; it was replaced by B: of that, 20.00 EUR are still to be paid."), "\(said)")
        let new = try await till.link("B")
        #expect(new.text("status") == "active" && new["dueAmount"]?.integer == 2000)
        let page = try await till.service.call("resolveLink", #"{"url":"\#(new.text("url"))"}"#)
        #expect(page.number("dueAmount") == 2000)
        let old = try await till.service.call("resolveLink", #"{"url":"\#(till.link("A").text("url"))"}"#)
        #expect(old.data?["successorUrl"]?.string == new.text("url"))
        #expect(try await till.standing("A") == "open: is not paid yet; it was replaced by B; 20.00 EUR are due")
        #expect(try await till.pay("B", 2000) == "20.00 EUR received, nothing is left to pay.")
        let paid = try await till.link("B")
        #expect(paid.text("status") == "completed" && paid["overpaidAmount"]?.isNull == true)
        #expect(paid["settledBy"]?.isNull == true, "nothing of it came twice")
        #expect(try await till.standing("A") == "fine: is paid by B, which took its place")
    }

    @Test func `replaced by less, the new amount comes on the old link: it is no more than was asked`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        try await till.replace("A", "B", 6000)
        #expect(
            try await till.pay("A", 6000)
                == "60.00 EUR received; it was replaced by B: of that, nothing is left to pay."
        )
        #expect(try await till.link("B").text("status") == "completed")
        #expect(
            try await till.pay("A", 1000, "again")
                == "10.00 EUR received; it was replaced by B, which is paid already, so it is more than was asked; "
                + "\(Self.refund) A AMOUNT."
        )
    }

    @Test func `what goes back of the old link does not stay on the new one that it paid`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        _ = try await till.pay("A", 5000)
        try await till.replace("A", "B", 10_000, carryPaid: true)
        _ = try await till.pay("B", 5000)
        #expect(try await till.refund("A", 5000) == "50.00 EUR given back, 50.00 EUR of what was paid stay.")
        let new = try await till.link("B")
        #expect(new["carriedAmount"]?.isNull == true && new.text("status") == "partialRefunded")
        #expect(new["dueAmount"]?.integer == 0, "a refund is no new demand")
        #expect(
            try await till.refund("A", 1)
                == "Order A can't become refunded, since it holds no money; all that was paid went back before."
        )
    }

    @Test func `a cancelled link names what is held, and asks for nothing afterwards`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        _ = try await till.pay("A", 5000)
        _ = try await till.refund("A", 1000)
        let cancelled = try await till.cancel("A")
        #expect(cancelled.contains("; 40.00 EUR of it were paid and are held; "), "\(cancelled)")
        #expect(
            try await till.pay("A", 500, "late").hasPrefix(
                "5.00 EUR received, but the order is cancelled: 45.00 EUR are held; "
            )
        )
        #expect(try await till.link("A")["dueAmount"]?.isNull == true)
        // What the sentence advises works.
        try await till.replace("A", "B", 8000, carryPaid: true)
        #expect(try await till.link("B")["dueAmount"]?.integer == 3500)
    }

    @Test(arguments: [1000, 5000, 5999], [false, true])
    func `every advice about money that is held can be followed`(late: Int64, isRepeated: Bool) async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        try await till.replace("A", "B", 6000)
        if isRepeated { try await till.replace("B", "B2", 7000) }
        _ = try await till.cancel(isRepeated ? "B2" : "B")
        try await till.followReplace(till.pay("A", late), as: "C", 10_000)
        #expect(try await till.link("C")["dueAmount"]?.integer == 10_000 - late)
        try await till.followReplace(till.cancel("C"), as: "D", 12_000)
        #expect(try await till.link("D")["dueAmount"]?.integer == 12_000 - late)
        #expect(
            try await till.pay("D", 12_000 - late) == "\(till.text(12_000 - late)) received, nothing is left to pay."
        )
    }

    @Test func `money that can't count since another attempt was paid is told to go back`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        _ = try await till.pay("A", 3000)
        let copy = #"{"orderId":"A","newOrderId":"B"}"#
        try #require(try await till.service.call("duplicateTransaction", copy).result != nil)
        _ = try await till.cancel("A")
        _ = try await till.pay("B", 8000)
        let refused = try #require(try await till.replace("A", "C", 9000, carryPaid: true).message)
        #expect(refused.hasSuffix("go on with B, and money that goes back is reported by recordPayment."), "\(refused)")
        #expect(try await till.refund("A", 3000) == "30.00 EUR given back, 0.00 EUR of what was paid stay.")
    }

    @Test func `a link at a service that late money covers in part says which new link asks for the rest`() async throws
    {
        let till = try Till(service: ServiceFixture(services: ["default": ScriptedService()]))
        try await till.service.withOutbox {
            try await till.generate("A", 8000)
            try await till.replace("A", "B", 10_000)
        }
        let said = try await till.pay("A", 8000)
        #expect(
            said
                == "80.00 EUR received; it was replaced by B, which is cancelled: 80.00 EUR are held; 20.00 EUR are due by a "
                + "new link: paylink replace B NEW-ORDER-ID --carry-paid, which asks for that."
        )
        let ended = try await till.cancel("B")
        #expect(
            ended
                == "Order B is cancelled: 20.00 EUR are due by a new link; to make it: paylink replace B NEW-ORDER-ID "
                + "--carry-paid"
        )
        let plain = Appearance(isTerminal: false, windowColumnCount: nil) { _ in nil }
        #expect(
            try await LinkSummary(till.link("B")).fullLines(plain, carry: till.advice()(LinkMoney(till.link("B"))))
                .contains {
                    $0.hasSuffix("20.00 EUR by a new link: paylink replace B NEW-ORDER-ID --carry-paid")
                }
        )
        try await till.service.withOutbox { try await till.followReplace(said, as: "C", 10_000) }
        #expect(try await till.link("C")["dueAmount"]?.integer == 2000)
    }

    @Test func `an order that is paid and asked for more is told to ask the difference`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        _ = try await till.pay("A", 8000)
        let refused = try #require(try await till.replace("A", "B", 10_000, carryPaid: true).message)
        #expect(refused.contains("make a link of the difference alone by duplicateTransaction"), "\(refused)")
        let copy = #"{"orderId":"A","newOrderId":"B","overrides":{"amount":2000}}"#
        let made = try await till.service.call("duplicateTransaction", copy)
        #expect(made.number("dueAmount") == 2000 && made.result?["warnings"] == nil)
    }

    @Test func `a copy of a link that is paid in part says that the money does not count for it`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        _ = try await till.pay("A", 3000)
        let copy = #"{"orderId":"A","newOrderId":"B"}"#
        let made = try await till.service.call("duplicateTransaction", copy)
        #expect(made.number("dueAmount") == 8000)
        let warning = made.result?["warnings"]?.elements.compactMap(\.string).first ?? ""
        #expect(warning.contains("30.00 EUR") && warning.contains("`carryPaid`"), "\(warning)")
    }

    @Test func `a mail that is refused says how what was paid comes to count`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        _ = try await till.pay("A", 3000)
        till.service.clock.advance(seconds: 60 * 86_400)
        let refusal = try #require(try await till.mailRefusal("A"))
        try await till.followReplace(refusal, as: "B", 8000)
        #expect(try await till.link("B")["dueAmount"]?.integer == 5000)
    }

    @Test(arguments: [3000, 8000])
    func `money in another currency is over where it came, and the new link asks for all`(late: Int64) async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        let yen = #"{"orderId":"A","newOrderId":"B","supersede":true,"overrides":{"amount":9000,"currency":"JPY"}}"#
        try #require(try await till.service.call("duplicateTransaction", yen).result != nil)
        #expect(
            try await till.pay("A", late)
                == "\(till.text(late)) received; it was replaced by B, for which it can't count in another currency, 9000 JPY are "
                + "still to be paid there: \(till.text(late)) more than was asked; \(Self.refund) A AMOUNT."
        )
        #expect(try await till.link("A")["overpaidAmount"]?.integer == late)
        #expect(try await till.standing("A") == "open: is not paid yet; it was replaced by B; 9000 JPY are due")
        #expect(try await till.refund("A", late) == "\(till.text(late)) given back, 0.00 EUR of what was paid stay.")
        let page = try await till.service.call("resolveLink", #"{"url":"\#(till.link("B").text("url"))"}"#)
        #expect(page.number("dueAmount") == 9000)
    }

    @Test func `whoever waits for an order by any of its links is told what became of the order`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        try await till.replace("A", "B", 6000)
        _ = try await till.pay("A", 8000)
        #expect(try await till.standing("A") == "fine: is paid")
        #expect(try await till.standing("B") == "fine: is paid by A")
        _ = try await till.refund("A", 8000)
        #expect(try await till.standing("B").hasPrefix("refused: is duplicate and can't be paid any more"))
    }

    @Test func `whoever waits for an expired link is told how it can be paid after all, where it can`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        try #require(try await till.call("updateLink", #"{"orderId":"A","secondsActive":1}"#).result != nil)
        till.service.clock.advance(seconds: 1)
        #expect(
            try await till.standing("A")
                == "refused: is expired and can't be paid any more; 80.00 EUR are due; paylink update A --days DAYS reopens it"
        )
        let text = #"{"orderId":"A","status":"expired","issuer":"multisafepay","dueAmount":8000,"currency":"EUR"}"#
        let standing = try OrderStanding(of: try JSONDocument(parsing: Array(text.utf8)).root) {
            (_) throws(ToolFailure) in throw ToolFailure.ended(.refused)
        }
        #expect(standing.end?.sentence.hasSuffix("are due") == true, "its payment service can't")
    }

    @Test func `whoever waits is told that the order is paid though a payment is held, or a link was cancelled`()
        async throws
    {
        let till = try Till()
        try await till.generate("A", 8000)
        try await till.replace("A", "B", 6000)
        let held = #"{"orderId":"B","status":"uncleared","amount":6000,"transactionId":"T1"}"#
        try #require(try await till.service.call("recordPayment", held).result != nil)
        #expect(try await till.standing("B").hasPrefix("open"))
        #expect(
            try await till.pay("A", 6000)
                == "60.00 EUR received; it was replaced by B: of that, nothing is left to pay."
        )
        #expect(try await till.standing("A") == "fine: is paid by B, which took its place")
        #expect(try await till.standing("B") == "fine: is paid")
        try await till.generate("C", 10_000)
        try await till.replace("C", "D", 8000)
        _ = try await till.cancel("D")
        _ = try await till.pay("C", 10_000)
        #expect(try await till.standing("C") == "fine: is paid by D, which took its place")
        #expect(try await till.link("D")["overpaidAmount"]?.integer == 2000)
    }

    @Test func `a payment that settles nothing new leaves a link for more as it is`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        _ = try await till.duplicate("A", "B", 8000, nil)
        _ = try await till.pay("A", 8000)
        _ = try await till.duplicate("A", "C", 2000, nil)
        _ = try await till.duplicate("A", "D", 3000, nil)
        #expect(try await till.pay("B", 8000).contains("80.00 EUR more than was asked"))
        #expect(try await till.pay("C", 2000) == "20.00 EUR received, nothing is left to pay.")
        #expect(try await till.link("D")["dueAmount"]?.integer == 3000)
        #expect(try await till.standing("D").hasPrefix("open"))
    }

    @Test func `a paid link that was replaced is told how its money goes back`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        try await till.replace("A", "B", 9000)
        _ = try await till.pay("A", 8000)
        let refused = try await till.service.call("cancelLink", #"{"orderId":"A"}"#).message ?? ""
        #expect(refused.hasSuffix("go on with its successor B, and money that goes back is reported by recordPayment."))
    }

    @Test func `money for a link that had ended is told so, and what came twice by another attempt too`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        _ = try await till.cancel("A")
        #expect(
            try await till.pay("A", 8000)
                == "80.00 EUR received, nothing is left to pay, though it had been cancelled; if the "
                + "order does not stand any more, \(Self.refund) A AMOUNT."
        )
        #expect(
            try await till.pay("A", 500, "more")
                == "5.00 EUR received, 5.00 EUR more than was asked, though it had been "
                + "cancelled; \(Self.refund) A AMOUNT."
        )
        try await till.generate("B", 8000)
        let copy = #"{"orderId":"B","newOrderId":"B-2"}"#
        try #require(try await till.service.call("duplicateTransaction", copy).result != nil)
        _ = try await till.pay("B-2", 8000)
        #expect(
            try await till.pay("B", 8000)
                == "80.00 EUR received, but the order had been paid by B-2 already: 80.00 EUR more than was asked; "
                + "\(Self.refund) B AMOUNT."
        )
    }

    @Test func `money goes back from the link that it came to, and the refusal says which`() async throws {
        let till = try Till()
        try await till.generate("A", 8000)
        _ = try await till.pay("A", 5000)
        try await till.replace("A", "B", 6000, carryPaid: true)
        #expect(
            try await till.refund("B", 100)
                == "Order B can't become refunded, since it holds no money; what counts for it "
                + "is held by order A, so name that order to recordPayment."
        )
        _ = try await till.pay("B", 1000)
        #expect(
            try await till.refund("B", 2000).hasSuffix(
                "give at most that, and report of order A what goes back of its money."
            )
        )
    }

    @Test(arguments: ["EUR", "JPY", "KWD"])
    func `no view differs from another, and no sentence from the views, whatever is paid where`(currency: String)
        async throws
    {
        let seed = SeededSequence.seed(for: #function)
        for round in 0..<12 {
            var walk = Walk(till: try Till(currency), random: SeededSequence(seed: seed + UInt64(round)))
            try await walk.begin()
            for _ in 0..<25 { try await walk.step() }
        }
    }
}

extension OrderMoneyTests {
    /// One order that is replaced, paid by any of its links, refunded and cancelled at random, with books of its own.
    private struct Walk {
        let till: Till
        var random: SeededSequence
        private var orders: [String] = []
        private var asked: Int64 = 0
        private var held: [String: Int64] = [:]
        private var stepCount = 0

        init(till: Till, random: SeededSequence) {
            self.till = till
            self.random = random
        }

        private var total: Int64 { held.values.reduce(0, +) }
        private var newest: String { orders.last ?? "" }

        mutating func begin() async throws {
            asked = .random(in: 1...200, using: &random)
            orders = ["R0"]
            try await till.generate("R0", asked)
        }

        mutating func step() async throws {
            stepCount += 1
            let order = orders.randomElement(using: &random) ?? ""
            let amount = Int64.random(in: 1...120, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0, 1:
                let answer = try await till.replace(
                    newest,
                    "R\(stepCount)",
                    amount,
                    carryPaid: Bool.random(using: &random)
                )
                guard answer.result != nil else { break }
                orders.append("R\(stepCount)")
                asked = amount
            case 2..<6:
                let said = try await till.pay(order, amount, "\(stepCount)")
                held[order, default: 0] += amount
                try await check(said, of: order, amount)
            case 6, 7, 8:
                let said = try await till.refund(order, amount, "\(stepCount)")
                if amount <= held[order, default: 0] {
                    held[order, default: 0] -= amount
                    #expect(said.contains("given back"), "\(said), \(context)")
                    try await checkRefund(said)
                } else {
                    #expect(!said.contains("given back"), "\(said), \(context)")
                }
            default:
                _ = try await till.service.call("cancelLink", #"{"orderId":"\#(newest)"}"#)
            }
            try await checkViews()
        }

        private var context: Comment { "\(till.currency.code), seed \(random.seed), step \(stepCount)" }

        /// What the newest link says in the end is what the sentence says now.
        private func check(_ said: String, of order: String, _ amount: Int64) async throws {
            let money = LinkMoney(try await till.link(newest))
            let due = money.due ?? 0
            #expect(said.contains("still to be paid") == (due > 0), "\(said), \(context)")
            if due > 0 { #expect(said.contains("\(till.text(due)) are still to be paid"), "\(said), \(context)") }
            if money.over > 0 {
                #expect(said.contains(till.text(money.over)), "\(said), over \(money.over), \(context)")
                #expect(said.contains("paylink refund \(order) AMOUNT"), "\(said), \(context)")
            } else if due == 0, money.status != .duplicate {
                #expect(said.contains("nothing is left to pay"), "\(said), \(context)")
            }
        }

        private func checkRefund(_ said: String) async throws {
            let money = LinkMoney(try await till.link(newest))
            let due = money.due ?? 0
            #expect(said.contains("\(till.text(due)) are still to be paid") == (due > 0), "\(said), \(context)")
            let over = "\(till.text(money.over)) are more than is asked"
            #expect(said.contains(over) == (due == 0 && money.over > 0), "\(said), \(context)")
        }

        private func checkViews() async throws {
            let listed = try await till.links()
            for order in orders {
                let shown = try await till.link(order)
                #expect(listed[order]?.compact == shown.compact, "\(context)")
                let money = LinkMoney(shown)
                #expect(money.held == held[order, default: 0], "\(order), \(context)")
                let page = try await till.service.call("resolveLink", #"{"url":"\#(shown.text("url"))","peek":true}"#)
                #expect((page.result != nil) == (order == newest && money.status == .active), "\(order), \(context)")
                if let due = page.number("dueAmount") { #expect(due == money.due && due > 0, "\(order), \(context)") }
                guard order != newest else { continue }
                #expect(money.over == 0 && (money.due ?? 0) == 0, "\(order): its successor tells it, \(context)")
            }
            let money = LinkMoney(try await till.link(newest))
            switch money.status {
            case .active: #expect(money.due == asked - total && asked > total && money.over == 0, "\(context)")
            case .cancelled: #expect(money.due == nil && money.over == total, "\(context)")
            case .duplicate: #expect(money.due == nil && money.over == max(0, total - asked), "\(context)")
            default: #expect(money.isPaid && money.due == 0 && money.over == max(0, total - asked), "\(context)")
            }
        }
    }
}
