import TestSupport

/// A run of random calls against a service under test and the reference, which must answer the same.
protocol ModelRun {
    var calls: RandomCalls { get set }
    var random: SeededSequence { get set }

    /// Moves the clock of both services.
    mutating func moveClock() throws

    /// Restarts the service under test.
    mutating func restart() async throws

    /// Makes changes that no call asks for.
    mutating func recordExpiries() async throws

    /// Makes a call to both services and compares the answers; returns the reference's.
    ///
    /// - Throws: `RunLog.Difference`.
    @discardableResult
    mutating func compare(_ line: String) async throws -> [UInt8]

    /// Compares both services for the last time, and ends the one under test.
    mutating func finish() async throws
}

extension ModelRun {
    /// Makes a number of calls, with restarts and jumps of the clock in between.
    mutating func run(calls count: Int) async throws {
        for _ in 0..<count {
            try moveClock()
            if pick(150) == 0 { try await restart() }
            if pick(60) == 0 { try await recordExpiries() }
            let line = calls.next()
            try calls.learn(from: try await compare(line), to: line)
        }
        try await finish()
    }

    /// A random number below a count.
    mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    /// Compares a list of all links.
    mutating func compareAll() async throws { try await compare(calls.nextListOfAll()) }
}
