import Journal
import KeyVault
import PaymentLinks

/// Reads links from the journal: a link is the fold of its records.
struct LinkLoader: Sendable {
    enum Access {
        /// Blocks on the disk; for a reader thread.
        case waiting
        /// Reads from the page cache alone and returns nil instead of blocking; for an event loop.
        case cached
    }

    private let records: RecordFile
    private let vault: KeyVault?
    private let unreadable: UnreadableRecords?

    /// - Parameters:
    ///   - records: The journal's file.
    ///   - vault: The keys that decrypt customers; nil reads every customer as empty.
    ///   - unreadable: Is told of each record that can't be read.
    init(_ records: RecordFile, opening vault: KeyVault?, telling unreadable: UnreadableRecords? = nil) {
        self.records = records
        self.vault = vault
        self.unreadable = unreadable
    }

    /// Reads a link as its records up to an offset left it.
    ///
    /// - Returns: nil if access is `cached` and a record is not in the page cache.
    func link(
        _ location: LinkLocation,
        _ access: Access,
        through offsetMax: Int = .max
    ) throws(UnreadableRecord) -> Link? {
        var none: SharedRecords?
        return try link(location, access, through: offsetMax, sharing: &none)
    }

    /// Reads one of many links, with the records that were kept of the others.
    func link(
        _ location: LinkLocation,
        _ access: Access,
        through offsetMax: Int = .max,
        sharing shared: inout SharedRecords?
    ) throws(UnreadableRecord) -> Link? {
        try telling { () throws(UnreadableRecord) in try folded(location, access, through: offsetMax, &shared) }
    }

    private func folded(
        _ location: LinkLocation,
        _ access: Access,
        through offsetMax: Int,
        _ shared: inout SharedRecords?
    ) throws(UnreadableRecord) -> Link? {
        guard let first = location.records.first else { throw UnreadableRecord(seq: location.entry.createdSeq) }
        guard var link = try created(location, in: first, access, &shared) else { return nil }
        for location in location.records.dropFirst() where location.isWritten && location.offset <= offsetMax {
            guard let record = try record(location, access, &shared) else { return nil }
            record.fold(into: &link)
        }
        return link
    }

    /// Reads one record; nil if access is `cached` and it is not in the page cache.
    func record(_ location: RecordLocation, _ access: Access) throws(UnreadableRecord) -> ReadRecord? {
        try telling { () throws(UnreadableRecord) in try read(location, access) }
    }

    private func telling<Value>(
        _ body: () throws(UnreadableRecord) -> Value
    ) throws(UnreadableRecord) -> Value {
        do throws(UnreadableRecord) {
            return try body()
        } catch {
            unreadable?.note(error)
            throw error
        }
    }

    private func record(
        _ location: RecordLocation,
        _ access: Access,
        _ shared: inout SharedRecords?
    ) throws(UnreadableRecord) -> ReadRecord? {
        if let record = shared?[location] { return record }
        let record = try read(location, access)
        if let record {
            shared?.noteRead(location)
            shared?.keep(record, at: location)
        }
        return record
    }

    private func read(_ location: RecordLocation, _ access: Access) throws(UnreadableRecord) -> ReadRecord? {
        let stored: StoredRecord?
        do throws(JournalError) {
            switch access {
            case .waiting: stored = try records.record(at: location.offset, length: location.length)
            case .cached: stored = try records.cachedRecord(at: location.offset, length: location.length)
            }
        } catch {
            throw UnreadableRecord(error)
        }
        guard let stored else { return nil }
        do throws(RecordedChangeError) {
            return ReadRecord(seq: stored.seq, try EventReader.read(stored, opening: vault))
        } catch {
            throw UnreadableRecord(error)
        }
    }

    /// The link as the record that created it left it.
    private func created(
        _ location: LinkLocation,
        in first: RecordLocation,
        _ access: Access,
        _ shared: inout SharedRecords?
    ) throws(UnreadableRecord) -> Link? {
        let seq = location.entry.createdSeq
        if first.isEvent {
            shared?.noteRead(first)
            guard let generated = try event(first, seq: seq, access) else { return nil }
            return Link(generated, at: location.entry.createdAt, seq: seq)
        }
        guard let record = try record(first, access, &shared) else { return nil }
        let events = record.change.events
        guard seq >= record.seq, case let number = Int(seq - record.seq), number < events.count,
            case .generated(let generated) = events[number]
        else { throw UnreadableRecord(seq: seq) }
        var link = Link(generated, at: record.change.time, seq: seq)
        record.fold(into: &link, startingAt: number + 1)
        return link
    }

    private func event(
        _ location: RecordLocation,
        seq: UInt64,
        _ access: Access
    ) throws(UnreadableRecord) -> LinkGenerated? {
        let bytes: [UInt8]?
        do throws(JournalError) {
            switch access {
            case .waiting: bytes = try records.bytes(at: location.offset, length: location.length)
            case .cached: bytes = try records.cachedBytes(at: location.offset, length: location.length)
            }
        } catch {
            throw UnreadableRecord(error)
        }
        guard let bytes else { return nil }
        let event: LinkEvent
        do throws(RecordedChangeError) {
            event = try EventReader.read(event: bytes, seq: seq, opening: vault)
        } catch {
            throw UnreadableRecord(error)
        }
        guard case .generated(let generated) = event else { throw UnreadableRecord(seq: seq) }
        return generated
    }
}

/// The location of a link in the journal.
struct LinkLocation: Sendable {
    let row: UInt32
    let entry: LinkRow
    /// The records that fold into the link, oldest first.
    let records: [RecordLocation]

    /// How much is read for the link.
    var byteCount: Int { records.reduce(0) { $0 + $1.length } }
}
