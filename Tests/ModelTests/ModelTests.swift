import Glibc
import TestSupport
import Testing

/// The service answers random calls as the reference does, byte for byte, over restarts, damage and jumps of the clock.
///
/// `PAYLINK_MODEL_COMMANDS` and `PAYLINK_DAEMON_COMMANDS` set the number of calls.
@Suite(.timeLimit(.minutes(120))) struct ModelTests {
    /// Every engine but the one that the others are compared with.
    private static let engines = LedgerEngine.allCases.filter { $0 != .reference }

    @Test(arguments: engines)
    func `the service over an engine answers random calls as the reference does`(engine: LedgerEngine) async throws {
        // Long enough for links with a history, short enough for many fresh starts.
        try await LedgerEngine.$current.withValue(engine) {
            try await runs(calls: Self.setting("PAYLINK_MODEL_COMMANDS") ?? 10_000, inEachUpTo: 2000) { seed in
                try ServiceRun(seed: seed)
            }
        }
    }

    @Test func `the daemon behind its socket answers random calls as the reference does`() async throws {
        // Up to a journal of several megabytes: the daemon writes checkpoints from one megabyte on.
        try await runs(calls: Self.setting("PAYLINK_DAEMON_COMMANDS") ?? 2000, inEachUpTo: 6000) { seed in
            try await DaemonRun(seed: seed)
        }
    }

    private static func setting(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }

    private func runs(
        calls count: Int,
        inEachUpTo countMax: Int,
        of test: String = #function,
        _ start: (_ seed: UInt64) async throws -> some ModelRun
    ) async throws {
        var random = SeededSequence(for: test)
        var left = count
        while left > 0 {
            let (seed, count) = (random.next(), min(left, Int.random(in: 200...countMax, using: &random)))
            do {
                var run = try await start(seed)
                try await run.run(calls: count)
            } catch let difference as RunLog.Difference {
                Issue.record("\(difference)")
                return
            }
            left -= count
        }
    }
}
