import Glibc
@testable import Journal
import TestSupport
import Testing

/// Power cuts at any change, in any life of a journal, held against a list of the acknowledged records that is kept outside of it.
@Suite struct PowerCutTests {
    /// `PAYLINK_SCHEDULES`, for the long run before a release.
    private static let scheduleCount =
        getenv("PAYLINK_SCHEDULES").flatMap { Int(String(cString: $0)) } ?? 500

    @Test func `no acknowledged record is lost and no start is refused`() throws {
        let firstSeed = SeededSequence.seed(for: #function)
        var (cutCount, tornCount) = (0, 0)
        for seed in firstSeed..<firstSeed + UInt64(Self.scheduleCount) {
            var story = PowerCutStory(seed: seed)
            try story.run(lifeCount: 5)
            cutCount += story.cutCount
            tornCount += story.tornCount
            guard story.complaints.isEmpty else {
                Issue.record("seed \(seed): \(story.complaints.joined(separator: "; "))")
                return
            }
        }
        print("power cuts: \(cutCount), torn ends repaired: \(tornCount)")
        #expect(tornCount > Self.scheduleCount / 10, "the cuts must hit")
    }

    /// Schedules that once failed.
    ///
    /// - 3306843292: a torn end is cut off, the process dies before that is durable, and the next one writes behind it.
    @Test(arguments: [3_306_843_292 as UInt64])
    func `a schedule that once failed`(seed: UInt64) throws {
        var story = PowerCutStory(seed: seed)
        try story.run(lifeCount: 5)
        #expect(story.complaints == [])
    }
}
