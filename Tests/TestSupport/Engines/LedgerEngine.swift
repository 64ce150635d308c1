/// An engine that the behaviour tests run over.
///
/// A new engine gets a case here and a branch in `ServiceFixture`, and every suite with `.overEveryEngine` holds it to the
/// same behaviour.
package enum LedgerEngine: String, CaseIterable, Sendable {
    /// The journal with its index, which ships.
    case journal
    /// Whole links in memory, and nothing else: the oracle of the model tests.
    case reference

    /// The engine of the test that runs now.
    @TaskLocal package static var current = LedgerEngine.journal
}
