import TestSupport

/// Restarts a service in the ways in which the process over its engine may end.
protocol EngineRestart {
    /// Restarts the service.
    ///
    /// - Returns: The way, for the log of the run.
    mutating func restart(_ service: inout ServiceFixture, using random: inout SeededSequence) throws -> String
}

/// Restarts over any engine: the ledger is closed and opened again.
struct CleanRestart: EngineRestart {
    func restart(_ service: inout ServiceFixture, using random: inout SeededSequence) throws -> String {
        try service.reopen()
        return "close"
    }
}
