/// What is kept in memory of each link, 48 bytes: where its records are, and what lists are filtered by.
///
/// Everything else is read from the journal when it is asked for.
package struct LinkRow: Sendable, BitwiseCopyable {
    /// The record that made it.
    package internal(set) var place: RecordPlace
    /// The sequence number of the event that made it; rises from row to row.
    package let createdSeq: UInt64
    private let createdMilliseconds: Int64
    private var expiresMilliseconds: Int64
    /// In minor units.
    package let amount: Int64
    /// One more than the number of its last change in the index; 0 while there was none.
    package internal(set) var lastChange: UInt32 = 0
    /// The number of its site in the index.
    package let site: UInt16
    package let currency: Currency
    /// What events made of it; whether it has expired follows from the clock.
    package internal(set) var standing: LinkStatus

    init(_ generated: LinkGenerated, at time: Instant, seq: UInt64, site: UInt16, place: RecordPlace) {
        self.place = place
        self.site = site
        createdSeq = seq
        createdMilliseconds = time.milliseconds
        expiresMilliseconds = generated.expiresAt.milliseconds
        amount = generated.terms.money.amount
        currency = generated.terms.money.currency
        standing = .active
    }

    package var createdAt: Instant { Instant(milliseconds: createdMilliseconds) }

    package internal(set) var expiresAt: Instant {
        get { Instant(milliseconds: expiresMilliseconds) }
        set { expiresMilliseconds = newValue.milliseconds }
    }

    /// Tells the status at a moment, the same that `Link.status(at:)` tells.
    package func status(at now: Instant) -> LinkStatus {
        standing == .active && now >= expiresAt ? .expired : standing
    }
}

/// A change to a link: the record it stands in, and the change before it.
package struct LinkChange: Sendable, BitwiseCopyable {
    package internal(set) var place: RecordPlace
    /// One more than the number of the link's change before; 0 if this was the first.
    package let previous: UInt32
}
