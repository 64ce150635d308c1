package import Journal
package import PaymentLinks

/// The book that a journal's records fold into, at the start and when a journal is verified.
package struct ReplayedBook: Sendable {
    package private(set) var book = LinkBook()
    private let vault: Vault?
    private var use = Vault.Use()

    /// An empty book; without a vault it is one without customers.
    package init(opening vault: Vault? = nil) {
        self.vault = vault
    }

    /// What the records said about the keys of their personal data.
    ///
    /// It ends cleanly if recovery found the seal of a clean stop, or made a new journal.
    package func use(endsCleanly: Bool) -> Vault.Use {
        var use = use
        use.endsCleanly = endsCleanly
        return use
    }

    /// Folds one record in.
    ///
    /// - Throws: `RecordedChangeError` when the record can't be understood or contradicts the ones before it.
    package mutating func fold(_ record: JournalRecord) throws(RecordedChangeError) {
        // A seal proves that the batch before it was synced, and says nothing about links.
        guard record.count > 0 else { return }
        let change = try EventReader.read(record, opening: vault)
        for (index, event) in change.events.enumerated() {
            do throws(FoldError) {
                try book.fold(event, at: change.time, seq: record.seq + UInt64(index))
                use.note(event)
            } catch {
                throw .contradiction(seq: record.seq, line: record.line, error)
            }
        }
        if let request = change.request, let answer = change.answer {
            book.remember(request, answer: answer, at: change.time)
        }
    }
}

extension RecordedChange {
    /// The link that its caller was answered with: the last one that the record made or names.
    fileprivate var answer: LinkKey? {
        let answered = events.last { event in
            switch event {
            case .generated, .answered: true
            case .cancelled, .superseded, .erased: false
            }
        }
        return answered?.key
    }
}
