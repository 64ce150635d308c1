package import PaymentLinks

/// Where links are kept: the one seam between the methods and an engine that stores.
///
/// Above it nobody knows of files, offsets or batches. What every engine promises:
/// - `perform` decides and records atomically, and returns only when the record can no longer be lost;
/// - every answer rests on what is durable: a link that was just made is not shown before its record is;
/// - decisions are taken in the order of the calls up to each call's first suspension.
package protocol Ledger: Sendable {
    /// Decides a command and, unless it is a dry run, records what comes of it.
    func perform(_ order: LedgerOrder) async throws(LedgerError) -> Performed

    /// Makes personal data unreadable for ever, atomically for all links of the call.
    ///
    /// Returns only when the erasure is durable and nothing that is kept can bring the data back.
    func erasePersonalData(_ order: ErasureOrder) async throws(LedgerError) -> Erasure

    /// Finds a link; nil if there is none.
    func link(_ reference: LinkReference) async throws(LedgerError) -> Link?

    /// Shows one page of the links that a filter lets through.
    func page(_ request: PageRequest, of filter: LinkFilter, at now: Instant) async throws(LedgerError) -> LinkPage

    /// Tells how much is kept, and the head of its chain.
    func status() async throws(LedgerError) -> LedgerStatus
}

/// A command with who asked for it and when.
package struct LedgerOrder: Sendable {
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

/// What a command led to: a link, and the moment at which its status is told.
///
/// For a key that was used before that is the moment of the first answer, so that the answer is the same again.
package struct Performed: Sendable {
    package let link: Link
    package let statusAt: Instant
    /// The last event that the answer rests on.
    package let restsOn: UInt64
    /// Whether the link is only what a dry run would have made; one that was there before is not imagined.
    package let isImagined: Bool

    package init(link: Link, statusAt: Instant, restsOn: UInt64? = nil, isImagined: Bool = false) {
        self.link = link
        self.statusAt = statusAt
        self.restsOn = restsOn ?? link.seq
        self.isImagined = isImagined
    }
}

/// One link, named in one of the two ways.
package enum LinkReference: Sendable, Hashable {
    case key(LinkKey)
    /// The daemon's own ID, with the site that it has to be of.
    case id(LinkID, site: SiteName?)
}

/// Why a ledger did not do what was asked.
package enum LedgerError: Error, Sendable {
    case refused(DecisionRefusal)
    /// The outcome is unknown: a write or a sync failed under the record.
    case storageFailed
    /// Nothing was recorded: the disk has no room.
    case storageFull
    /// Nothing was recorded: too much is waiting for the disk.
    case busy
    /// Nothing was recorded: the daemon is ending.
    case closed
}

/// How much a ledger keeps.
package struct LedgerStatus: Sendable, Equatable {
    /// The last event that the numbers reflect.
    package let seq: UInt64
    package let linkCount: Int
    /// The journal as it is on disk, which may have gone on since.
    package let journal: JournalExtent

    package init(seq: UInt64, linkCount: Int, journal: JournalExtent) {
        self.seq = seq
        self.linkCount = linkCount
        self.journal = journal
    }
}

/// How far a journal reaches.
package struct JournalExtent: Sendable, Equatable {
    /// The last event that is durable.
    package let seq: UInt64
    package let byteCount: Int
    /// The hash of the last durable record, in hexadecimal: kept elsewhere, it shows later whether history was changed.
    package let head: String

    package init(seq: UInt64, byteCount: Int, head: String) {
        self.seq = seq
        self.byteCount = byteCount
        self.head = head
    }
}
