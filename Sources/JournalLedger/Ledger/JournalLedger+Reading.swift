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

    /// Reads what a decision misses.
    ///
    /// Not inlined: the frame of every decision would have room for the links that are read here.
    @inline(never)
    func load(
        _ missing: [DecisionView.Missing],
        into loaded: inout LoadedLinks
    ) async throws(LedgerError) {
        try await read(loaded.unread(missing.links), into: &loaded)
        for case .request(let number, let location) in missing where loaded.memos[number] == nil {
            loaded.memos[number] = try await memo(at: location)
        }
    }

    /// Reads links from the page cache if they are there and few, else on the reader thread, all of them in one go.
    private func read(_ locations: [LinkLocation], into loaded: inout LoadedLinks) async throws(LedgerError) {
        var rest = locations[...]
        if Self.areShort(locations) {
            do throws(UnreadableRecord) {
                while let next = rest.first, try loaded.read(next, .cached, with: loader) { rest.removeFirst() }
            } catch {
                throw .unreadable(error.description)
            }
        }
        guard !rest.isEmpty else { return }
        loaded = try await waiting { [loaded, loader, rest] () throws(UnreadableRecord) in
            var loaded = loaded
            for location in rest { try loaded.read(location, with: loader) }
            return loaded
        }
    }

    /// Reads what is missing on the thread of the caller, which is the reader's; false if that is more than links.
    func loadOnReader(_ missing: [DecisionView.Missing], into loaded: inout LoadedLinks) -> Bool {
        let links = missing.links
        guard links.count == missing.count else { return false }
        do throws(UnreadableRecord) {
            for location in loaded.unread(links) { try loaded.read(location, with: loader) }
            return true
        } catch {
            return false
        }
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

    /// The changes of links that are read at once: each is a read, and the event loop may be waiting.
    private static let changesAtOnceMax = 32
    /// The bytes of them: a record may have thousands of events, and is read for one.
    private static let bytesAtOnceMax = 64 << 10

    private static func areShort(_ locations: [LinkLocation]) -> Bool {
        var (changes, bytes) = (0, 0)
        for location in locations {
            changes += location.records.count
            bytes += location.byteCount
            guard changes <= changesAtOnceMax, bytes <= bytesAtOnceMax else { return false }
        }
        return true
    }

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
        let read = try await waiting { [loader] () throws(UnreadableRecord) in try loader.record(location, .waiting) }
        guard let record = read, case let change = record.change, let request = change.request, !change.answers.isEmpty
        else { throw noted(UnreadableRecord("answered request at byte \(location.offset)")) }
        var answers: [Link] = []
        for key in change.answers { answers.append(try await link(for: key, through: location.offset)) }
        var memo = IdempotencyRecord(
            fingerprint: request.fingerprint,
            answers: answers,
            answeredAt: change.time,
            notes: change.notes,
            seq: record.seq + UInt64(change.events.count) - 1
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
