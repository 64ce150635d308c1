import Glibc
import TestSupport
import Testing

/// The service answers like a model that keeps whole links in memory, byte for byte, whatever happens in between.
///
/// `PAYLINK_MODEL_COMMANDS` and `PAYLINK_DAEMON_COMMANDS` say how many commands are drawn in all.
@Suite(.timeLimit(.minutes(120))) struct ModelTests {
    @Test func `the service over a simulated disk answers random commands as the model does`() async throws {
        // Long enough for links with a history, short enough to begin anew often.
        try await lives(commands: Self.given("PAYLINK_MODEL_COMMANDS") ?? 10_000, inEachUpTo: 2000) { seed, count in
            var story = try ServiceStory(seed: seed)
            try await story.live(commands: count)
        }
    }

    @Test func `the daemon behind its socket answers random commands as the model does`() async throws {
        // The daemon keeps its index for the next start once its journal has grown by a megabyte.
        try await lives(commands: Self.given("PAYLINK_DAEMON_COMMANDS") ?? 2000, inEachUpTo: 6000) { seed, count in
            var story = try await DaemonStory(seed: seed)
            try await story.live(commands: count)
        }
    }

    private static func given(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }

    private func lives(
        commands count: Int,
        inEachUpTo lifeMax: Int,
        of test: String = #function,
        _ live: (_ seed: UInt64, _ count: Int) async throws -> Void
    ) async throws {
        var random = SeededSequence(for: test)
        var left = count
        while left > 0 {
            let (seed, count) = (random.next(), min(left, Int.random(in: 200...lifeMax, using: &random)))
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
