@testable import PaymentLinks
import Testing

@Suite struct InstantTests {
    @Test func `moments are ordered by time`() {
        let moments = [-1, 0, 1, 1_795_353_900_000].map { Instant(milliseconds: $0) }
        #expect(moments.shuffled().sorted() == moments)
    }

    @Test func `seconds are added and subtracted`() throws {
        let moment = Instant(milliseconds: 1500)
        #expect(moment.adding(seconds: 2) == Instant(milliseconds: 3500))
        #expect(moment.adding(seconds: -2) == Instant(milliseconds: -500))
        let created = try Instant(rfc3339: "2028-02-01T12:00:00.250Z")
        #expect(created.adding(seconds: Lifetime.standard.seconds).text == "2028-03-02T12:00:00.250Z")
    }

    @Test(arguments: [Int64.max, Int64.max / 1000, 253_402_300_800])
    func `adding stops at the first and the last moment`(seconds: Int64) {
        let start = Instant(milliseconds: 0)
        #expect(start.adding(seconds: seconds) == .latest)
        #expect(start.adding(seconds: -seconds) == .earliest)
        #expect(start.adding(seconds: Int64.min) == .earliest)
        #expect(Instant.latest.adding(seconds: 1) == .latest)
        #expect(Instant.earliest.adding(seconds: -1) == .earliest)
    }

    @Test func `milliseconds outside of the calendar become its first or last moment`() {
        #expect(Instant(milliseconds: .max) == .latest)
        #expect(Instant(milliseconds: .min) == .earliest)
        #expect(Instant.latest.text == "9999-12-31T23:59:59.999Z")
        #expect(Instant.earliest.text == "0000-01-01T00:00:00.000Z")
    }

    @Test func `a moment is eight bytes`() {
        #expect(MemoryLayout<Instant>.size == 8)
    }
}
