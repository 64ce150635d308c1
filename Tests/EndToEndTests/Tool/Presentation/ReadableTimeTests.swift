@testable import paylink
import Testing

@Suite struct ReadableTimeTests {
    @Test(arguments: [
        ("2026-11-22T13:25:59.999Z", "2026-11-22 13:25 UTC"), ("", ""), ("soon", "soon"),
        ("2026-11-22T13:25:59+01:00", "2026-11-22 12:25 UTC"),
    ])
    func `a time is shown to the minute`(time: String, shown: String) {
        #expect(ReadableTime.minutes(time) == shown)
    }

    @Test(arguments: [
        (0, "0 s"), (59, "59 s"), (60, "1 min"), (3725, "1 h 2 min"), (86_400, "1 d"), (90_000, "1 d 1 h"),
    ])
    func `a duration is shown in its two largest units`(seconds: Int64, shown: String) {
        #expect(ReadableTime.duration(seconds: seconds) == shown)
    }
}
