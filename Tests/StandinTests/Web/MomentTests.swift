import Testing

@testable import Standin

@Suite struct MomentTests {
    /// The last seconds before summer and winter time, and the first after; a leap day; pairs from the documentation.
    @Test(arguments: [
        (1_767_225_600, "2026-01-01T01:00:00"), (1_773_132_131, "2026-03-10T09:42:11"),
        (1_774_745_999, "2026-03-29T01:59:59"), (1_774_746_000, "2026-03-29T03:00:00"),
        (1_792_889_999, "2026-10-25T02:59:59"), (1_792_890_000, "2026-10-25T02:00:00"),
        (1_709_164_799, "2024-02-29T00:59:59"), (1_798_761_599, "2027-01-01T00:59:59"),
    ])
    func `times are Amsterdam's`(seconds: Int64, text: String) {
        #expect(Moment(milliseconds: seconds * 1000).amsterdamText == text)
    }
}
