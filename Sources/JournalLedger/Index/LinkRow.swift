package import PaymentLinks

/// The entry of a link in the index, 48 bytes: where its records are, and the values that lists filter by.
///
/// Everything else is read from the journal on demand.
package struct LinkRow: Sendable, BitwiseCopyable {
    /// The record that created the link.
    package internal(set) var location: RecordLocation
    /// The sequence number of the event that created the link; increases from row to row.
    package let createdSeq: UInt64
    private let createdMilliseconds: Int64
    private var expiresMilliseconds: Int64
    /// In minor units.
    package let amount: Int64
    /// One more than the position of the link's last change in the index; 0 without changes.
    package internal(set) var lastChange: UInt32 = 0
    /// The position of the link's site in the index.
    package let site: UInt16
    package let currency: Currency
    /// The status by events alone; the clock may have expired the link since.
    package internal(set) var recordedStatus: LinkStatus

    /// A link that was just made.
    init(_ new: NewRow, seq: UInt64, location: RecordLocation) {
        self.location = location
        site = new.site
        createdSeq = seq
        createdMilliseconds = new.createdAt.milliseconds
        expiresMilliseconds = new.expiresAt.milliseconds
        amount = new.amount
        currency = new.currency
        recordedStatus = new.isPending ? .pending : .active
    }

    package var createdAt: Instant { Instant(milliseconds: createdMilliseconds) }

    package internal(set) var expiresAt: Instant {
        get { Instant(milliseconds: expiresMilliseconds) }
        set { expiresMilliseconds = newValue.milliseconds }
    }

    /// The status at a moment; equals `Link.status(at:)`.
    package func status(at now: Instant) -> LinkStatus {
        recordedStatus.isPayable && now >= expiresAt ? .expired : recordedStatus
    }
}

/// A change to a link: the record it stands in, and the change before it.
package struct LinkChange: Sendable, BitwiseCopyable {
    package internal(set) var location: RecordLocation
    /// One more than the number of the link's change before; 0 if this was the first.
    package let previous: UInt32
    /// Fills the last four bytes, so that none of a checkpoint's is left to chance.
    private let reserved: UInt32 = 0

    init(location: RecordLocation, previous: UInt32) {
        self.location = location
        self.previous = previous
    }
}
