/// Where links are kept: the one seam between the methods and an engine that stores.
///
/// Above it nobody knows of files, offsets or batches. What every engine promises:
/// - `perform` decides and records atomically, and returns only when the record can no longer be lost;
/// - every answer rests on what is durable: a link that was just made is not shown before its record is;
/// - decisions are taken in the order of the calls up to each call's first suspension.
package protocol Ledger: Sendable {
    /// Decides a command and, unless it is a dry run, records what comes of it.
    func perform(_ order: LedgerRequest) async throws(LedgerError) -> CommandOutcome

    /// Makes personal data unreadable for ever, atomically for all links of the call.
    ///
    /// Returns only when the erasure is durable and nothing that is kept can bring the data back.
    ///
    /// - Returns: How many links lost their customer, and how many can't be read, so that nobody knows whose they are.
    func erasePersonalData(_ order: ErasureRequest) async throws(LedgerError) -> (erased: Int, unreadable: Int)

    /// Finds a link; nil if there is none.
    func link(_ reference: LinkReference) async throws(LedgerError) -> Link?

    /// Shows one page of the links that a filter lets through.
    ///
    /// What is shown of a link is made where it was read: a thousand links are work that nobody else is to wait for. With it
    /// comes how many bytes of the page it takes.
    func page<Item: Sendable>(
        _ request: PageRequest,
        of filter: LinkFilter,
        at now: Instant,
        show: @escaping @Sendable (Link) -> (item: Item, byteCount: Int)
    ) async throws(LedgerError) -> LinkPage<Item>

    /// Tells the changes after a number in their one order, as far as they are durable.
    ///
    /// The numbers have no gaps, so whoever keeps the last one seen, together with what it did about it, sees every change
    /// exactly once. What can't be read is told as such.
    func events(_ request: EventRequest) async throws(LedgerError) -> EventPage

    /// Returns true once there is a durable change after a number; false when nobody is to wait any more, be it that the
    /// task was cancelled or that the daemon ends.
    func change(after seq: UInt64) async -> Bool

    /// The last change that is durable.
    var durableSeq: UInt64 { get }

    /// Tells how much is kept.
    func status() async throws(LedgerError) -> LedgerStatus

    /// How many links there are now.
    var linkCount: Int { get }

    /// How many links each site has now, by the statuses that are recorded; sites without links are not in it.
    ///
    /// In memory: calls that name no site read it, so it never waits and costs no more than the number of sites. A link
    /// whose time is up counts as expired once ``recordExpiries(_:by:)`` has recorded that.
    var linkCountsBySite: [SiteName: LinkCounts] { get }

    /// Records of every link whose time is up, and of which no event says so yet, that it has expired; also of those that
    /// fell due while no daemon ran.
    ///
    /// - Parameters:
    ///   - clock: Tells what time it is.
    ///   - caller: The daemon itself.
    /// - Returns: How many there were.
    /// - Throws: What kept the rest from being recorded.
    @discardableResult
    func recordExpiries(_ clock: any WallClock, by caller: Caller) async throws(LedgerError) -> Int

    /// Finds the links of a site whose intent is durable and whose issuing has no outcome yet, the oldest first.
    func linksAwaitingIssuance(of site: SiteName) async throws(LedgerError) -> [Link]

    /// Finds all attempts of an order by one of them, itself included; none if there is no such link.
    ///
    /// The cost is that of reading as many links.
    func attempts(of key: LinkKey) async throws(LedgerError) -> [Link]

    /// Releases everybody who waits for a change, and whoever comes later: the daemon ends.
    func stopListening()

    /// Makes durable what is queued, and lets the storage go; blocks.
    ///
    /// Nothing can be asked of the ledger afterwards.
    func close()
}

/// One link, named in one of the two ways.
package enum LinkReference: Sendable, Hashable {
    case key(LinkKey)
    /// The daemon's own ID, with the site that it has to be of.
    case id(LinkID, site: SiteName?)
}
