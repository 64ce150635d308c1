/// A command with who asked for it and when.
package struct LedgerRequest: Sendable {
    package let command: Command
    package let caller: Caller
    package let now: Instant
    /// Decide only: nothing is recorded and no key is used up.
    package let dryRun: Bool

    package init(_ command: Command, by caller: Caller, at now: Instant, dryRun: Bool = false) {
        self.command = command
        self.caller = caller
        self.now = now
        self.dryRun = dryRun
    }
}
