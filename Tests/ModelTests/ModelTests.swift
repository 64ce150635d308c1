import Glibc
import TestSupport
import Testing

/// The service answers like a model that keeps whole links in memory, byte for byte, whatever happens in between.
///
/// `PAYLINK_MODEL_COMMANDS` says how many commands each test draws in all.
@Suite(.timeLimit(.minutes(60))) struct ModelTests {
    /// How many commands one life has: long enough for links with a history, short enough to begin anew often.
    private static let lifeMax = 2000

    @Test func `the service over a simulated disk answers random commands as the model does`() async throws {
        try await lives(commands: 10_000) { seed, count in
            var story = try ServiceStory(seed: seed)
            try await story.live(commands: count)
        }
    }

    @Test func `the daemon behind its socket answers random commands as the model does`() async throws {
        try await lives(commands: 2000) { seed, count in
            var story = try await DaemonStory(seed: seed)
            try await story.live(commands: count)
        }
    }

    private func lives(
        commands count: Int,
        of test: String = #function,
        _ live: (_ seed: UInt64, _ count: Int) async throws -> Void
    ) async throws {
        var random = SeededSequence(for: test)
        var left = getenv("PAYLINK_MODEL_COMMANDS").flatMap { Int(String(cString: $0)) } ?? count
        while left > 0 {
            let (seed, count) = (random.next(), min(left, Int.random(in: 200...Self.lifeMax, using: &random)))
            do {
                try await live(seed, count)
            } catch let difference as Trail.Difference {
                Issue.record("\(difference)")
                return
            }
            left -= count
        }
    }
}
