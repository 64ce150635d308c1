package import PaymentLinks

/// The index of the journal: where the records of each link are, in about 70 bytes a link.
///
/// A value without I/O, and a fold over events. A look-up by name goes over a 64-bit hash and returns candidates: the
/// caller compares the name in the candidate's record. A copy is cheap (copy-on-write by chunk), so readers work on a
/// snapshot while the writer goes on.
package struct LinkIndex: Sendable {
    /// One row per link, in order of creation.
    package internal(set) var rows = ChunkedArray<LinkRow>()
    /// Every change to a link, in order of time.
    package internal(set) var changes = ChunkedArray<LinkChange>()
    /// The records that hold an answer under an idempotency key.
    package internal(set) var requests = ChunkedArray<RecordLocation>()
    /// The sites of all links; a row has its position here.
    package internal(set) var sites: [SiteName] = []
    /// How many links each of `sites` has, by the statuses that are recorded.
    var siteCounts: [LinkCounts] = []
    /// The sequence number of the last event, 0 before the first.
    package internal(set) var seq: UInt64 = 0
    /// The rows of later attempts, by the hash of the first attempt's order.
    var descendants: [UInt64: [UInt32]] = [:]
    package internal(set) var keyUsage = KeyUsage()
    /// Rows of links whose issuing has no recorded outcome.
    var awaitingIssuance: Set<UInt32> = []
    /// Rows of links of whose amount a part may have come, so that only the link itself tells what is due: one payment of
    /// all of it leaves a link out.
    var partPaid: Set<UInt32> = []
    var due = ExpiryIndex()
    /// One element per chunk of rows.
    var bounds: [RowBounds] = []
    var keys = FingerprintTable()
    var ids = FingerprintTable()
    var scopes = FingerprintTable()
    private let hash: KeyedHash

    /// - Parameter hash: The hash of the names, with a key that no client knows.
    package init(hash: KeyedHash) {
        self.hash = hash
    }

    /// How many links there are.
    package var linkCount: Int { rows.count }

    /// How many links each site has, by the statuses that are recorded.
    package var linkCountsBySite: [SiteName: LinkCounts] {
        Dictionary(uniqueKeysWithValues: zip(sites, siteCounts))
    }

    /// The rows that may have an order ID: nearly always one, or none.
    package func candidates(for key: LinkKey) -> FingerprintTable.Candidates {
        keys.candidates(for: hash.of(key))
    }

    /// The rows that may have a link ID.
    package func candidates(for id: LinkID) -> FingerprintTable.Candidates {
        ids.candidates(for: hash.of(id))
    }

    /// The requests that may have been made under an idempotency key.
    package func candidates(for scope: RequestScope) -> FingerprintTable.Candidates {
        scopes.candidates(for: hash.of(scope))
    }

    /// The rows that may be later attempts of an order, in order of creation, without the first attempt.
    package func descendants(ofRoot root: LinkKey) -> [UInt32] {
        descendants[hash.of(root)] ?? []
    }

    /// The records that fold into a row's link, oldest first.
    package func records(of row: Int) -> [RecordLocation] {
        var locations: [RecordLocation] = []
        var change = rows[row].lastChange
        while change > 0 {
            let entry = changes[Int(change) - 1]
            // A record may hold several events of one link.
            if locations.last != entry.location { locations.append(entry.location) }
            change = entry.previous
        }
        if locations.last != rows[row].location { locations.append(rows[row].location) }
        return locations.reversed()
    }

    /// Adds a link; its location may be set later, by `markDurable`.
    @discardableResult
    package mutating func add(
        _ generated: LinkGenerated,
        at time: Instant,
        seq: UInt64,
        location: RecordLocation = .unwritten
    ) -> UInt32 {
        if let keyID = generated.keyID { keyUsage.note(keyID) }
        let root = LinkKey(site: generated.key.site, orderID: generated.lineage.root)
        let new = NewRow(
            site: number(of: generated.key.site),
            createdAt: time,
            expiresAt: generated.expiresAt,
            amount: generated.terms.money.amount,
            currency: generated.terms.money.currency,
            isPending: generated.url == nil,
            keyHash: hash.of(generated.key),
            idHash: hash.of(generated.id),
            rootHash: generated.lineage.duplicateOf == nil ? nil : hash.of(root)
        )
        let row = add(new, seq: seq, location: location)
        if generated.carriedAmount > 0 { partPaid.insert(row) }
        return row
    }

    mutating func add(_ new: NewRow, seq: UInt64, location: RecordLocation) -> UInt32 {
        precondition(seq > self.seq, "sequence numbers increase from event to event")
        let row = UInt32(rows.count)
        let entry = LinkRow(new, seq: seq, location: location)
        rows.append(entry)
        siteCounts[Int(new.site)][entry.recordedStatus] += 1
        due.note(new.expiresAt, row: Int(row))
        noteBounds(of: Int(row))
        keys.insert(row, for: new.keyHash)
        ids.insert(row, for: new.idHash)
        if new.isPending { awaitingIssuance.insert(row) }
        if let root = new.rootHash { descendants[root, default: []].append(row) }
        self.seq = seq
        precondition(bounds.count == rows.chunks.count, "every chunk of rows has its bounds")
        return row
    }

    /// Adds a link from the bytes of its names, if its order is new for sure and its site is known.
    ///
    /// - Returns: False if nothing was added: the order may exist, or the site or currency is unknown.
    package mutating func addIfNew(
        site: Span<UInt8>,
        orderID: Span<UInt8>,
        linkID: Span<UInt8>,
        currency: Span<UInt8>,
        amount: Int64,
        createdAt: Instant,
        expiresAt: Instant,
        keyID: KeyID?,
        seq: UInt64,
        location: RecordLocation
    ) -> Bool {
        let keyHash = hash.of(site: site, orderID: orderID)
        guard let number = sites.firstIndex(where: { $0.text.isSpelt(site) }),
            let currency = Currency(code: currency),
            !keys.contains(keyHash)
        else { return false }
        let new = NewRow(
            site: UInt16(number),
            createdAt: createdAt,
            expiresAt: expiresAt,
            amount: amount,
            currency: currency,
            isPending: false,
            keyHash: keyHash,
            idHash: hash.of(id: linkID),
            rootHash: nil
        )
        _ = add(new, seq: seq, location: location)
        if let keyID { keyUsage.note(keyID) }
        return true
    }

    /// Adds a change to a link; nil if the event does not change the link.
    @discardableResult
    package mutating func change(
        _ row: UInt32,
        by event: LinkEvent,
        seq: UInt64,
        location: RecordLocation = .unwritten
    ) -> UInt32? {
        precondition(seq > self.seq, "sequence numbers increase from event to event")
        self.seq = seq
        keyUsage.note(event)
        guard event.changesLink else { return nil }
        let number = UInt32(changes.count)
        var entry = rows[Int(row)]
        changes.append(LinkChange(location: location, previous: entry.lastChange))
        entry.lastChange = number + 1
        if event.endsIssuance { awaitingIssuance.remove(row) }
        if event.movesPart(of: entry.amount) { partPaid.insert(row) }
        let statusBefore = entry.recordedStatus
        entry.fold(event, awaitsIssuance: awaitingIssuance.contains(row))
        rows[Int(row)] = entry
        siteCounts[Int(entry.site)][statusBefore] -= 1
        siteCounts[Int(entry.site)][entry.recordedStatus] += 1
        noteBounds(of: Int(row))
        if entry.recordedStatus.isPayable { due.note(entry.expiresAt, row: Int(row)) }
        return number
    }

    /// Counts an event that changes no link.
    mutating func skip(seq: UInt64) {
        precondition(seq > self.seq, "sequence numbers increase from event to event")
        self.seq = seq
    }

    /// Adds a request that was answered under an idempotency key.
    @discardableResult
    package mutating func add(_ scope: RequestScope, location: RecordLocation = .unwritten) -> UInt32 {
        let number = UInt32(requests.count)
        requests.append(location)
        scopes.insert(number, for: hash.of(scope))
        return number
    }

    /// Sets the location of the record that created a link.
    package mutating func markDurable(row: UInt32, at location: RecordLocation) {
        precondition(!rows[Int(row)].location.isWritten, "a row gets its location once")
        rows[Int(row)].location = location
    }

    /// Sets the location of the record of a change.
    package mutating func markDurable(change: UInt32, at location: RecordLocation) {
        precondition(!changes[Int(change)].location.isWritten, "a change gets its location once")
        changes[Int(change)].location = location
    }

    /// Sets the location of the record of a request.
    package mutating func markDurable(request: UInt32, at location: RecordLocation) {
        precondition(!requests[Int(request)].isWritten, "a request gets its location once")
        requests[Int(request)] = location
    }

    private mutating func number(of site: SiteName) -> UInt16 {
        // Sites are configured by hand, so a linear search is fast enough.
        if let known = sites.firstIndex(of: site) { return UInt16(known) }
        precondition(sites.count < Int(UInt16.max), "an index has at most 65535 sites")
        sites.append(site)
        siteCounts.append(LinkCounts())
        return UInt16(sites.count - 1)
    }
}

extension LinkEvent {
    /// Whether the link's records include this event: true for all but an answer without a key.
    fileprivate var changesLink: Bool {
        if case .answered(let answered) = self { answered.keyID != nil } else { true }
    }

    fileprivate var endsIssuance: Bool {
        switch self {
        case .issued, .issueFailed: true
        default: false
        }
    }
}

extension LinkRow {
    /// Applies an event to the row as `Link.fold` applies it to the link.
    fileprivate mutating func fold(_ event: LinkEvent, awaitsIssuance: Bool) {
        switch event {
        case .generated, .answered, .paidAgain, .paidCarried, .paidCounted, .opened, .erased, .unknownOrderReported,
            .reminderClaimed, .reminderConfirmed:
            break
        case .cancelled, .superseded: recordedStatus = .cancelled
        case .paymentRecorded(let payment): recordedStatus = payment.becomes
        case .markedDuplicate: if recordedStatus != .uncleared { recordedStatus = .duplicate }
        case .updated(let updated):
            guard let moment = updated.expiresAt else { return }
            expiresAt = moment
            if recordedStatus == .expired { recordedStatus = awaitsIssuance ? .pending : .active }
        case .expired: recordedStatus = .expired
        case .issued: recordedStatus = recordedStatus.afterIssuance(isIssued: true)
        case .issueFailed: recordedStatus = recordedStatus.afterIssuance(isIssued: false)
        }
    }
}

extension String {
    fileprivate func isSpelt(_ bytes: Span<UInt8>) -> Bool {
        guard utf8.count == bytes.count else { return false }
        for (index, byte) in utf8.enumerated() where byte != bytes[index] { return false }
        return true
    }
}

extension KeyedHash {
    // Each kind of name gets a byte of its own that UTF-8 never contains, so that the kinds can't collide.
    fileprivate func of(_ key: LinkKey) -> UInt64 {
        let (site, orderID) = (key.site.text, key.orderID.text)
        return of(site: site.utf8Span.span, orderID: orderID.utf8Span.span)
    }

    fileprivate func of(site: Span<UInt8>, orderID: Span<UInt8>) -> UInt64 {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(site.count + 1 + orderID.count)
        for index in site.indices { bytes.append(site[index]) }
        bytes.append(0xff)
        for index in orderID.indices { bytes.append(orderID[index]) }
        return hash(bytes)
    }

    fileprivate func of(id: Span<UInt8>) -> UInt64 {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(id.count + 1)
        for index in id.indices { bytes.append(id[index]) }
        bytes.append(0xfe)
        return hash(bytes)
    }

    fileprivate func of(_ id: LinkID) -> UInt64 {
        let text = id.text
        return of(id: text.utf8Span.span)
    }

    fileprivate func of(_ scope: RequestScope) -> UInt64 {
        hash(Array("\(scope.uid)/\(scope.site.text)/\(scope.key.text)".utf8) + [0xfd])
    }
}
