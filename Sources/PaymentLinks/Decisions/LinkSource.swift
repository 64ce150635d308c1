/// What decisions look at: the links and the answered requests that a command names, as all events so far left them.
///
/// Decisions are pure, and may be taken again on the same source: an engine whose links are on disk answers nil for one
/// that is not in memory yet, notes what was asked for, throws the decision away, fetches it and decides anew.
package protocol LinkSource {
    /// The sequence number of the last event, 0 before the first.
    var seq: UInt64 { get }

    /// Finds the link of an order.
    func link(for key: LinkKey) -> Link?

    /// Finds what was answered under an idempotency key.
    func memo(for scope: RequestScope) -> RequestMemo?

    /// Finds every link of a site whose customer has an e-mail address (``Customer/has(_:)``); looks at all of them.
    func links(withEmail email: EmailAddress, of site: SiteName) -> [Link]
}
