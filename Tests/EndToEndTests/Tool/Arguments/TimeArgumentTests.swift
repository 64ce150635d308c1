@testable import paylink
import Testing

@Suite struct TimeArgumentTests {
    @Test(arguments: [
        ("2026-11-22", "2026-11-22T00:00:00.000Z"), ("2026-11-22 13:25", "2026-11-22T13:25:00.000Z"),
        ("2026-11-22T13:25", "2026-11-22T13:25:00.000Z"), ("2026-11-22T13:25:00.000Z", "2026-11-22T13:25:00.000Z"),
        ("yesterday", "yesterday"), ("22-11-2026", "22-11-2026"),
    ])
    func `a day or a minute is completed to a time`(text: String, time: String) {
        #expect(TimeArgument.rfc3339(text) == time)
    }
}
