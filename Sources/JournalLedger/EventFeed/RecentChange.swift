import NIOConcurrencyHelpers

/// A durable change, decoded once, by the first caller that reads it.
final class RecentChange: Sendable {
    private enum Content {
        case encoded([UInt8])
        case decoded(Result<RawChange, RecordedChangeError>)
    }

    /// The sequence number of its first event.
    let seq: UInt64
    /// How many events it has.
    let count: Int
    private let content: NIOLockedValueBox<Content>

    init(seq: UInt64, count: Int, payload: [UInt8]) {
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
