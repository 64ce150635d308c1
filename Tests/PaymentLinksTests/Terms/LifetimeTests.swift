@testable import PaymentLinks
import Testing

@Suite struct LifetimeTests {
    @Test func `the standard is 30 days`() throws {
        #expect(Lifetime.standard.seconds == 2_592_000)
        #expect(try Lifetime(days: 30) == .standard)
    }

    @Test func `the shortest and the longest lifetime are accepted`() throws {
        #expect(try Lifetime(days: 1).seconds == 86_400)
        #expect(try Lifetime(days: 365).seconds == 31_536_000)
        #expect(try Lifetime(seconds: 1).seconds == 1)
        #expect(try Lifetime(seconds: 31_536_000) == Lifetime(days: 365))
    }

    @Test(arguments: [0, -1, 366, Int64.max, Int64.min])
    func `other numbers of days are refused`(days: Int64) {
        expectRefusal(.invalidExpiry, showing: "1 to 365", "not \(days)") { () throws(Refusal) in
            try Lifetime(days: days)
        }
    }

    @Test(arguments: [0, -1, 31_536_001, Int64.max, Int64.min])
    func `other numbers of seconds are refused`(seconds: Int64) {
        expectRefusal(.invalidExpiry, showing: "1 to 31536000", "not \(seconds)") { () throws(Refusal) in
            try Lifetime(seconds: seconds)
        }
    }
}
