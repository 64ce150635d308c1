@testable import PaymentLinks
import TestSupport
import Testing

@Suite struct InstantRFC3339Tests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (1_795_353_900_000, "2026-11-22T13:25:00.000Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"), (1_234_567_890_123, "2009-02-13T23:31:30.123Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func `the text of a moment is read back`(milliseconds: Int64, text: String) throws {
        let moment = Instant(milliseconds: milliseconds)
        #expect(moment.text == text)
        #expect(try Instant(rfc3339: text) == moment)
        #expect(text.utf8.count == Instant.textByteCount)
    }

    @Test(arguments: [
        ("2026-11-22T13:25:00Z", 0), ("2026-11-22T13:25:00.5Z", 500), ("2026-11-22T13:25:00.05Z", 50),
        ("2026-11-22T13:25:00.123456789Z", 123), ("2026-11-22T13:25:00.999999999Z", 999), ("2026-11-22t13:25:00z", 0),
        ("2026-11-22T13:25:00+00:00", 0), ("2026-11-22T13:25:00-00:00", 0), ("2026-11-22T14:25:00+01:00", 0),
        ("2026-11-22T07:55:00-05:30", 0), ("2026-11-23T13:24:00.001+23:59", 1), ("2026-11-21T13:26:00-23:59", 0),
    ])
    func `the other forms of the standard mean the same moment`(text: String, milliseconds: Int64) throws {
        #expect(try Instant(rfc3339: text) == Instant(milliseconds: 1_795_353_900_000 + milliseconds))
    }

    @Test(arguments: [
        "", "2026-11-22", "13:25:00Z", "2026-11-22T13:25:00", "2026-11-22T13:25Z", "2026-11-22 13:25:00Z",
        "2026-11-22T13:25:00.Z",
        "2026-11-22T13:25:00.0000000000Z", "2026-11-22T13:25:00,5Z", "2026-11-22T13:25:00ZZ", " 2026-11-22T13:25:00Z",
        "2026-11-22T13:25:00Z ", "2026-11-22T13:25:00Z\n", "2026-11-22T24:00:00Z", "2026-11-22T13:60:00Z",
        "2016-12-31T23:59:60Z",
        "2026-11-22T13:25:61Z", "2026-00-22T13:25:00Z", "2026-13-22T13:25:00Z", "2026-11-00T13:25:00Z",
        "2026-11-31T13:25:00Z",
        "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2024-02-30T00:00:00Z",
        "26-11-22T13:25:00Z",
        "+2026-11-22T13:25:00Z", "-026-11-22T13:25:00Z", "12026-11-22T13:25:00Z", "2026-11-22T13:25:00+24:00",
        "2026-11-22T13:25:00+01:60", "2026-11-22T13:25:00+0100", "2026-11-22T13:25:00+01", "2026-11-22T13:25:00 +01:00",
        "2026-W47-7T13:25:00Z", "1795353900", "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
        "2026-11-22T1\u{663}:25:00Z",
    ])
    func `anything else is refused with two examples`(text: String) {
        expectRefusal(.invalidParameter, showing: "2026-11-22T13:25:00Z", "+01:00") { () throws(Refusal) in
            try Instant(rfc3339: text)
        }
    }

    @Test func `leap days are read in leap years only`() throws {
        for year in 1970...2500 {
            let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
            let leapDay = try? Instant(rfc3339: "\(year)-02-29T12:00:00Z")
            #expect((leapDay != nil) == isLeap, "\(year)")
            let march = try Instant(rfc3339: "\(year)-03-01T00:00:00.000Z")
            #expect(march.adding(seconds: -1).text == "\(year)-02-\(isLeap ? 29 : 28)T23:59:59.000Z")
        }
    }

    @Test func `random moments from 1970 to 2500 round-trip through text`() throws {
        var random = SeededSequence(for: "RFC 3339 round trip")
        let end = try Instant(rfc3339: "2500-12-31T23:59:59.999Z").milliseconds
        var before = Instant(milliseconds: 0)
        for _ in 0..<20_000 {
            let moment = Instant(milliseconds: Int64.random(in: 0...end, using: &random))
            #expect(try Instant(rfc3339: moment.text) == moment)
            // Texts of equal length sort like the moments.
            #expect((before < moment) == (before.text < moment.text))
            before = moment
        }
    }
}
