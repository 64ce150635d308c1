import NIOConcurrencyHelpers

/// The last changes that became durable: whoever waited for the next one need not read the file for it.
struct RecentChanges: Sendable {
    /// Enough for who is woken by one batch and looks after the next ones.
    private static let countMax = 64
    /// A longer record is read from the file, and so are those before it.
    static let payloadBytesMax = 8 << 10

    /// Without a gap, the oldest first.
    private var changes: [RecentChange] = []

    /// Adds the next one; without its payload there is a gap, behind which it begins anew.
    mutating func add(seq: UInt64, count: Int, payload: [UInt8]?) {
        guard let payload else {
            changes = []
            return
        }
        if changes.count == Self.countMax { changes.removeFirst(Self.countMax / 2) }
        changes.append(RecentChange(seq: seq, count: count, payload: payload))
    }

    /// Those with events after a number, in their order; nil if there may be one that is not here.
    func changes(after seq: UInt64) -> ArraySlice<RecentChange>? {
        guard let first = changes.first, first.seq <= seq + 1 else { return nil }
        return changes.drop { $0.seq + UInt64($0.count) <= seq + 1 }
    }
}

/// A change that is decoded once, by the first who looks at it.
final class RecentChange: Sendable {
    private enum Content {
        case encoded([UInt8])
        case decoded(Result<RawChange, RecordedChangeError>)
    }

    /// The number of its first event.
    let seq: UInt64
    /// How many events it has.
    let count: Int
    private let content: NIOLockedValueBox<Content>

    fileprivate init(seq: UInt64, count: Int, payload: [UInt8]) {
        self.seq = seq
        self.count = count
        content = NIOLockedValueBox(.encoded(payload))
    }

    private func decode(_ payload: [UInt8]) -> Result<RawChange, RecordedChangeError> {
        do throws(RecordedChangeError) {
            return .success(try EventReader.raw(payload[...], seq: seq, count: count))
        } catch {
            return .failure(error)
        }
    }

    func decoded() throws(RecordedChangeError) -> RawChange {
        let decoded = content.withLockedValue { content in
            switch content {
            case .decoded(let change): return change
            case .encoded(let payload):
                let change = decode(payload)
                content = .decoded(change)
                return change
            }
        }
        return try decoded.get()
    }
}
