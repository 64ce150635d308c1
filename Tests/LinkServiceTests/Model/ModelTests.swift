import Glibc
import TestSupport
import Testing

/// The service answers like a model that keeps whole links in memory, byte for byte, whatever happens in between.
@Suite struct ModelTests {
    /// How many commands one life has: long enough for links with a history, short enough to begin anew often.
    private static let lifeMax = 2000

    /// `PAYLINK_MODEL_COMMANDS` says how many commands are drawn in all.
    private static var commandCount: Int {
        getenv("PAYLINK_MODEL_COMMANDS").flatMap { Int(String(cString: $0)) } ?? 10_000
    }

    @Test func `random commands are answered as by the model`() async throws {
        var random = SeededSequence(for: #function)
        var left = Self.commandCount
        while left > 0 {
            let (seed, count) = (random.next(), min(left, Int.random(in: 200...Self.lifeMax, using: &random)))
            do {
                var story = try ModelStory(seed: seed)
                try await story.live(commands: count)
            } catch let difference as ModelStory.Difference {
                Issue.record("\(difference)")
                return
            }
            left -= count
        }
    }
}
