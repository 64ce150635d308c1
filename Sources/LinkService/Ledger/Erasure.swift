package import PaymentLinks

/// An erasure with who asked for it and when.
package struct ErasureOrder: Sendable {
    package let command: EraseCommand
    package let caller: Caller
    package let now: Instant

    package init(_ command: EraseCommand, by caller: Caller, at now: Instant) {
        self.command = command
        self.caller = caller
        self.now = now
    }
}

/// What an erasure did.
package struct Erasure: Sendable, Equatable {
    /// How many links lost their customer.
    package let linkCount: Int
    /// How many of them were recorded before personal data was sealed, so that the journal still has it in the clear.
    package let plainCount: Int

    package init(linkCount: Int, plainCount: Int) {
        self.linkCount = linkCount
        self.plainCount = plainCount
    }
}
