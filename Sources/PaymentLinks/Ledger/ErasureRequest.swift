/// An erasure with who asked for it and when.
package struct ErasureRequest: Sendable {
    /// Whose data.
    package enum Target: Sendable, Hashable {
        case order(OrderID)
        /// Every link whose customer has this address, without regard to the case of its letters.
        case email(EmailAddress)
    }

    package let site: SiteName
    package let target: Target
    package let reason: Reason
    package let caller: Caller
    package let now: Instant

    package init(_ target: Target, of site: SiteName, reason: Reason, by caller: Caller, at now: Instant) {
        self.target = target
        self.site = site
        self.reason = reason
        self.caller = caller
        self.now = now
    }
}
