import JSON
import Testing

@testable import Standin

@Suite struct FaultTests {
    @Test func `a fault is read from text and from JSON alike`() throws {
        let text = try Fault(text: "create:error,status=500,retry-after=2,times=1,skip=3,percent=50,made=true")
        let json = try JSONDocument(
            parsing: Array(
                #"{"call":"create","kind":"error","status":500,"retry-after":2,"times":1,"skip":3,"percent":50,"made":true}"#
                    .utf8
            )
        )
        #expect(try Fault(json.root) == text)
        #expect(text.retryAfterSeconds == 2)
    }

    @Test(arguments: ["", "create", "create:nothing", "all:lost", "create:lost,times", "create:lost,times=x", "a:b:c"])
    func `what is no fault is refused with a sentence`(text: String) {
        #expect(throws: FaultTextError.self) { try Fault(text: text) }
    }

    @Test func `the first fault that fits hits, as often as it says`() throws {
        let faults = [try Fault(text: "create:lost,skip=1,times=2"), try Fault(text: "any:html,times=1")]
        var plan = FaultPlan(faults, seed: "")
        #expect(plan.draw(for: .create)?.kind == .html)
        #expect(plan.draw(for: .create)?.kind == .lost)
        #expect(plan.draw(for: .look) == nil)
        #expect(plan.draw(for: .create)?.kind == .lost)
        #expect(plan.draw(for: .create) == nil)
    }

    @Test func `a likelihood is kept, the same for the same seed`() throws {
        func hits() throws -> [Bool] {
            var plan = FaultPlan([try Fault(text: "any:lost,percent=25")], seed: "a")
            return (0..<1000).map { _ in plan.draw(for: .look) != nil }
        }
        #expect(try hits() == hits())
        #expect(try 200..<300 ~= hits().count { $0 })
    }

    @Test func `an answer about another order is otherwise the same`() {
        let answer = WebAnswer.json { $0.member("order_id", 7) }
        #expect(Fault(.look, .other).spoil(answer).text == #"{"order_id":"other-7"}"#)
    }
}
