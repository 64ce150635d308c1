@testable import paylink
import Testing

@Suite struct TimeArgumentTests {
    @Test(arguments: [
        ("2026-11-22", "2026-11-22T00:00:00.000Z"), ("2026-11-22 13:25", "2026-11-22T13:25:00.000Z"),
        ("2026-11-22T13:25", "2026-11-22T13:25:00.000Z"), ("2026-11-22T13:25:00.000Z", "2026-11-22T13:25:00.000Z"),
    ])
    func `a day or a minute is completed to a time`(text: String, time: String) throws {
        #expect(try TimeArgument.rfc3339(text) == time)
    }

    @Test func `the last day of a link ends at its end`() throws {
        #expect(try TimeArgument.rfc3339("2026-12-24", endsDay: true) == "2026-12-25T00:00:00.000Z")
        #expect(try TimeArgument.rfc3339("2026-12-31", endsDay: true) == "2027-01-01T00:00:00.000Z")
    }

    @Test(arguments: [0, 1, 1799, 3599, 3600, 43_200, 86_399])
    func `today begins at midnight, at whatever second of it one asks`(second: Int64) throws {
        let midnight: Int64 = 1_795_910_400
        let days = [("yesterday", "2026-11-28"), ("today", "2026-11-29"), ("Tomorrow", "2026-11-30")]
        for (text, day) in days {
            #expect(try TimeArgument.rfc3339(text, now: midnight + second) == "\(day)T00:00:00.000Z")
        }
        #expect(
            try TimeArgument.rfc3339("today", endsDay: true, now: midnight + second) == "2026-11-30T00:00:00.000Z"
        )
    }

    @Test(arguments: ["22-11-2026", "2026-13-45", "2026-02-30", "2026-11-22 25:00", "soon", ""])
    func `what is no time is refused with the short form`(text: String) {
        let error = #expect(throws: UsageError.self) { try TimeArgument.rfc3339(text) }
        #expect(error?.message.contains("2026-11-22") == true)
    }
}
