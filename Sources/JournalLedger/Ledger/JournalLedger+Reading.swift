import Journal
import NIOConcurrencyHelpers
package import PaymentLinks
import Storage

/// Reading links and answers from the journal.
extension JournalLedger {
    package func attempts(of key: LinkKey) async throws(LedgerError) -> [Link] {
        var loaded = LoadedLinks()
        while true {
            let (attempts, missing, seq) = await withState { [loaded] state in
                let view = DecisionView(state, loaded)
                return (view.attempts(of: key), view.missing, state.index.seq)
            }
            guard !missing.isEmpty else {
                try await durable(through: seq)
                return attempts
            }
            try await load(missing, into: &loaded)
        }
    }

    func load(
        _ missing: [DecisionView.Missing],
        into loaded: inout LoadedLinks
    ) async throws(LedgerError) {
        for one in missing {
            switch one {
            case .link(let location): loaded.links[location.row] = (try await read(location), location.entry.lastChange)
            case .request(let number, let location): loaded.memos[number] = try await memo(at: location)
            }
        }
    }

    /// Reads what is missing on the thread of the caller, which is the reader's; false if that is more than links.
    func loadOnReader(_ missing: [DecisionView.Missing], into loaded: inout LoadedLinks) -> Bool {
        for one in missing {
            guard case .link(let location) = one, let link = try? loader.link(location, .waiting) else { return false }
            loaded.links[location.row] = (link, location.entry.lastChange)
        }
        return true
    }

    func link(_ candidate: LedgerState.Candidate) async throws(LedgerError) -> Link {
        switch candidate {
        case .link(let link): link
        case .location(let location): try await read(location)
        }
    }

    /// The same for who goes over many links; nil for one that can't be read, which was told.
    func readableLink(_ candidate: LedgerState.Candidate) async throws(LedgerError) -> Link? {
        do throws(LedgerError) {
            return try await link(candidate)
        } catch {
            if case .unreadable = error { return nil }
            throw error
        }
    }

    /// The changes of a link that are read at once: each is a read, and the event loop may be waiting.
    private static let changesAtOnceMax = 32
    /// The bytes of them: a record of an earlier version may have thousands of events, and is read for one.
    private static let bytesAtOnceMax = 64 << 10

    /// Reads a link from the page cache if it is there and short, else on the reader thread.
    private func read(_ location: LinkLocation, through offsetMax: Int = .max) async throws(LedgerError) -> Link {
        do throws(UnreadableRecord) {
            if location.records.count <= Self.changesAtOnceMax, location.byteCount <= Self.bytesAtOnceMax,
                let link = try loader.link(location, .cached, through: offsetMax)
            {
                return link
            }
        } catch {
            throw .unreadable(error.description)
        }
        let link = try await waiting { [loader] () throws(UnreadableRecord) in
            try loader.link(location, .waiting, through: offsetMax)
        }
        guard let link else { throw noted(UnreadableRecord(seq: location.entry.createdSeq)) }
        return link
    }

    /// Reads the answer under an idempotency key: the links as that record left them.
    private func memo(at location: RecordLocation) async throws(LedgerError) -> (
        scope: RequestScope, memo: IdempotencyRecord
    ) {
        let read = try await waiting { [loader] () throws(UnreadableRecord) in try loader.change(location, .waiting) }
        guard let (seq, change) = read, let request = change.request, !change.answers.isEmpty else {
            throw noted(UnreadableRecord("answered request at byte \(location.offset)"))
        }
        var answers: [Link] = []
        for key in change.answers { answers.append(try await link(for: key, through: location.offset)) }
        var memo = IdempotencyRecord(
            fingerprint: request.fingerprint,
            answers: answers,
            answeredAt: change.time,
            seq: seq + UInt64(change.events.count) - 1
        )
        for answer in answers {
            // An erasure applies to earlier answers, too.
            guard let moment = try await link(.key(answer.key))?.customerErasedAt, moment != answer.customerErasedAt
            else { continue }
            memo = memo.erasing(answer.key, at: moment)
        }
        return (request.scope, memo)
    }

    /// Reads the link of an order, which must exist, as its records up to an offset left it.
    private func link(for key: LinkKey, through offsetMax: Int) async throws(LedgerError) -> Link {
        for location in await withState({ $0.locations(for: key) }) {
            let link = try await self.read(location, through: offsetMax)
            if link.key == key { return link }
        }
        throw noted(UnreadableRecord("order \(key.orderID.text)"))
    }

    private func noted(_ record: UnreadableRecord) -> LedgerError {
        unreadable.note(record)
        return .unreadable(record.description)
    }

    /// Runs a body that reads a few records on the reader thread, which no walk keeps waiting.
    private func waiting<Value: Sendable>(
        _ body: @escaping @Sendable () throws(UnreadableRecord) -> Value
    ) async throws(LedgerError) -> Value {
        let result = await reader.run { () -> Result<Value, UnreadableRecord> in
            do throws(UnreadableRecord) {
                return .success(try body())
            } catch {
                return .failure(error)
            }
        }
        do throws(UnreadableRecord) {
            return try result.get()
        } catch {
            throw .unreadable(error.description)
        }
    }

    func durable(through seq: UInt64) async throws(LedgerError) {
        do throws(JournalError) {
            try await journal.durable(through: seq)
        } catch {
            throw LedgerError(error)
        }
    }
}
