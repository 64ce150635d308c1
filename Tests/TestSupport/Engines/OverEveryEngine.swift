package import Testing

/// Runs each test of a suite once over each engine.
package struct OverEveryEngine: SuiteTrait, TestTrait, TestScoping {
    package var isRecursive: Bool { true }

    @concurrent package func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        for engine in LedgerEngine.allCases {
            try await LedgerEngine.$current.withValue(engine) {
                do {
                    try await function()
                } catch {
                    throw EngineFailure(engine: engine, cause: error)
                }
            }
        }
    }
}

/// A test's own error, with the engine that it ran over.
package struct EngineFailure: Error, CustomStringConvertible {
    let engine: LedgerEngine
    let cause: any Error

    package var description: String { "over the \(engine.rawValue) engine: \(cause)" }
}

extension Trait where Self == OverEveryEngine {
    /// Runs each test of the suite once over each engine.
    package static var overEveryEngine: Self { Self() }
}
