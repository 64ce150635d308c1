@testable import PaymentLinks
import TestSupport
import Testing

/// A payment settles, ends and is too much within its own demand only.
@Suite struct DemandsTests {
    /// The order of 80 is paid, and `c` was made then and asks for 20 more; later steps are about the first demand.
    private static let paidAgain = [
        "gen a 80; dup a b 80; a completed 80; dup a c 20; b completed 80",
        "gen a 80; dup a b 80; a completed 80; dup b c 20; b completed 80",
        "gen a 80; rep a b 60; b completed 60; dup b c 20; a completed 80",
        "gen a 80; a uncleared 80 T; dup a b 80; b completed 80; dup b c 20; a completed 80 T",
        "gen a 80; dup a b 80; b completed 80 T; dup b c 20; b chargeback 80 T; a completed 80",
        "gen a 80; dup a b 80; a completed 80; dup a c 20; rep c d 20; b completed 80",
        "gen a 80; dup a b 80; cancel b; a completed 80; dup b c 20; b completed 80",
        "gen a 80; a completed 80; dup a c 20; dup c b 20; a completed 80",
    ]

    @Test(arguments: paidAgain)
    func `a payment that settles nothing new leaves a demand for more as it is`(steps: String) throws {
        let history = try OrderHistory(steps)
        let open = history.builder.book.linksByCreation.filter { $0.recordedStatus == .active }
        #expect(!open.isEmpty && open.allSatisfy { $0.balance.due == 20 }, "\(history.shown)")
        let order = try #require(open.first).key.orderID.text
        let paid = try OrderHistory("\(steps); \(order) completed 20")
        #expect(try paid[order].balance.over == 0 && paid[order].recordedStatus == .completed, "\(paid.shown)")
        #expect(paid.over == history.over, "\(paid.shown)")
        #expect(try paid[order].payments.settledBy == nil)
    }

    @Test(arguments: paidAgain)
    func `what was paid of a demand for more stays paid for it`(steps: String) throws {
        var before = steps.split(separator: ";").map(String.init)
        let last = before.removeLast()
        let open = try OrderHistory(before.joined(separator: ";")).builder.book.linksByCreation.filter {
            $0.recordedStatus == .active && $0.terms.money.amount == 20
        }
        let order = try #require(open.last).key.orderID.text
        let history = try OrderHistory((before + ["\(order) completed 10", last]).joined(separator: ";"))
        #expect(try history[order].balance.due == 10 && history[order].balance.over == 0, "\(history.shown)")
    }

    @Test func `two demands for more are both asked for, and two attempts at one of them end each other`() throws {
        let both = try OrderHistory("gen a 80; a completed 80; dup a b 20; dup a d 30; b completed 20")
        #expect(both.shown == "a completed 0 0; b completed 0 0; d active 30 0")
        let one = try OrderHistory("gen a 80; a completed 80; dup a b 20; dup b d 30; b completed 20")
        #expect(one.shown == "a completed 0 0; b completed 0 0; d duplicate - 0")
        #expect(
            try OrderHistory("gen a 80; dup a b 80; dup b c 80; a completed 80").shown
                == "a completed 0 0; b duplicate - 0; c duplicate - 0"
        )
    }

    @Test func `a demand for more that ended can be replaced beside another one that is open`() throws {
        let history = try OrderHistory(
            "gen a 80; a completed 80; dup a b 20; dup a d 30; cancel b; rep b e 25; d completed 30"
        )
        #expect(history.shown == "a completed 0 0; b cancelled - 0; d completed 0 0; e active 25 0")
    }

    @Test func `a reissue makes no link beside one that is open, of whatever demand`() throws {
        let history = try OrderHistory("gen a 80; a completed 80; dup a a/2 20; cancel a/2; dup a b 30; again a 90")
        #expect(history.shown == "a completed 0 0; a/2 cancelled - 0; b active 30 0")
    }

    @Test func `what goes back of one demand is not taken from the money of another one`() throws {
        let history = try OrderHistory("gen a 80; a completed 80; dup a b 20; b completed 20; a refunded 50")
        #expect(history.shown == "a partialRefunded 0 0; b completed 0 0")
    }

    @Test func `copies of an order that only the payment service knows are attempts at one demand`() throws {
        var builder = ReferenceBuilder()
        for (number, order) in ["a", "b"].enumerated() {
            let copy = GenerateCommand(
                key: try ReferenceBuilder.key(order),
                terms: try ReferenceBuilder.terms(),
                issuance: ReferenceBuilder.issuance(number + 1),
                copyOf: try OrderID("elsewhere")
            )
            try builder.perform(.generate(copy), at: ManualClock.start)
        }
        try builder.report("a", .completed)
        #expect(try builder.link("b").recordedStatus == .duplicate)
    }
}
