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
    ///
    /// - Returns: How many links lost their customer.
    func erasePersonalData(_ order: ErasureOrder) async throws(LedgerError) -> Int

    /// Finds a link; nil if there is none.
    func link(_ reference: LinkReference) async throws(LedgerError) -> Link?

    /// Finds a link that is durable and in memory; nil says nothing, and `link` has to be asked.
    func linkAtOnce(_ reference: LinkReference) -> Link?

    /// Shows one page of the links that a filter lets through.
    ///
    /// What is shown of the page is made where it was read: a thousand links are work that nobody else is to wait for.
    func page<Shown: Sendable>(
        _ request: PageRequest,
        of filter: LinkFilter,
        at now: Instant,
        show: @escaping @Sendable (LinkPage) -> Shown
    ) async throws(LedgerError) -> Shown

    /// Tells the changes after a number in their one order, as far as they are durable.
    ///
    /// The numbers have no gaps, so whoever keeps the last one seen, together with what it did about it, sees every change
    /// exactly once.
    func events(_ request: EventRequest) async throws(LedgerError) -> EventPage

    /// Returns true once there is a durable change after a number; false when nobody is to wait any more, be it that the
    /// task was cancelled or that the daemon ends.
    func change(after seq: UInt64) async -> Bool

    /// The last change that is durable.
    var durableSeq: UInt64 { get }

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

/// What a command led to: a link, or of a batch one for each row, and the moment at which their status is told.
///
/// For a key that was used before that is the moment of the first answer, so that the answer is the same again.
package struct Performed: Sendable {
    /// One link of the answer.
    package struct Answer: Sendable {
        package let link: Link
        /// Whether it is only what a dry run would have made; a link that was there before is not imagined.
        package let isImagined: Bool

        package init(_ link: Link, isImagined: Bool = false) {
            self.link = link
            self.isImagined = isImagined
        }
    }

    /// At least one; none only of an erasure that found nothing to erase.
    package let answers: [Answer]
    package let statusAt: Instant
    /// The last event that the answer rests on.
    package let restsOn: UInt64

    package init(_ answers: [Answer], statusAt: Instant, restsOn: UInt64? = nil) {
        self.answers = answers
        self.statusAt = statusAt
        self.restsOn = restsOn ?? answers.map(\.link.seq).max() ?? 0
    }

    /// The answer to a command that is about one link.
    package var answer: Answer { answers[0] }
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
    /// Something that was recorded can't be read back; says what, and what to do.
    case unreadable(String)
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
