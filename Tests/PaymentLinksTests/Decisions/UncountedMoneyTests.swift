@testable import PaymentLinks
import TestSupport
import Testing

/// Whoever makes a link for an order is told of all money of the demand that does not count for it, and of a way on that works.
@Suite struct UncountedMoneyTests {
    @Test(
        arguments: [
            ("gen a 60; dup a b 60; a completed 50; rep b c 60 carry", ["a 50 a"]),
            ("gen a 80; a completed 30; cancel a; dup a b 80; rep b c 90", ["a 30 a"]),
            ("gen a 60; dup a b 60; a completed 50; dup b c 60", ["a 50 a"]),
            ("gen a 80; dup a b 60; cancel a; cancel b; b completed 20; again a 90", ["b 20 b"]),
            ("gen a 80; a completed 10; dup a b 60; b completed 20; dup a c 60", ["a 10 a", "b 20 b"]),
            ("gen a 80; a completed 10; dup a b 60; b completed 20; rep b c 20 carry", ["a 10 -"]),
            ("gen a 80; a completed 90; dup a b 20; dup a c 20", ["a 10 -"]),
            ("gen a 80; a completed 30; cancel a; dup a b 80; rep b c 90 carry", []),
            ("gen a 80; a completed 80; dup a b 20; b completed 5; dup a c 20", []),
            (
                "gen a 80; a completed 80; dup a b 20; b completed 5; cancel b; dup a c 30; rep c d 40 carry; dup b e 20",
                ["d 5 d"]
            ),
            ("gen a 80", []),
        ] as [(String, [String])]
    )
    func `money that does not count is told, with the link whose replacement lets it count`(
        steps: String,
        told: [String]
    ) throws {
        let history = try OrderHistory(steps)
        #expect(history.uncounted == told, "\(history.shown)")
        for note in history.notes {
            guard case .uncounted(_, let new, let replacing?) = note else { continue }
            let steps = "\(steps); cancel \(new.text); rep \(replacing.text) way 500 carry"
            let held = history.builder.book.linksByCreation.reduce(0) { $0 + $1.payments.held }
            let way = try OrderHistory(steps)["way"]
            #expect(way.payments.carried > 0 && way.payments.carried <= held, "\(steps)")
        }
    }
}

extension OrderHistory {
    /// What is told at the last step, each as `order amount replaced`.
    fileprivate var uncounted: [String] {
        notes.compactMap { note in
            guard case .uncounted(let money, _, let replacing) = note else { return nil }
            return "\(money.order.text) \(money.amount) \(replacing?.text ?? "-")"
        }
    }
}
