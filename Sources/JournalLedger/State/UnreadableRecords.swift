import NIOConcurrencyHelpers

/// The records that could not be read back since the start, each of which is told once.
///
/// Bounded, so that a disk that fails as a whole fills neither the memory nor the log.
final class UnreadableRecords: Sendable {
    private static let countMax = 1000

    private let told = NIOLockedValueBox<Set<String>>([])
    private let onFirst: @Sendable (String) -> Void

    /// Tells the description of each record that is noted, the first time.
    init(onFirst: @escaping @Sendable (String) -> Void) {
        self.onFirst = onFirst
    }

    func note(_ record: UnreadableRecord) {
        let isNew = told.withLockedValue { told in
            told.count < Self.countMax && told.insert(record.description).inserted
        }
        if isNew { onFirst(record.description) }
    }
}
