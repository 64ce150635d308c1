package import PaymentLinks

/// Where everything is that the journal says of links: some 70 bytes a link, the rest stays on disk.
///
/// A value without I/O, and a fold over events like `ReferenceBook`, which holds whole links instead and is its oracle in tests.
/// It names candidates; whether a candidate is the link that was meant, its record says. A copy costs next to nothing and
/// stays as it is while the original goes on.
package struct LinkIndex: Sendable {
    /// Every link in the order of creation.
    package internal(set) var rows = ChunkedArray<LinkRow>()
    /// Every change to a link in the order in which they happened.
    package internal(set) var changes = ChunkedArray<LinkChange>()
    /// The records that keep an answer under an idempotency key.
    package internal(set) var requests = ChunkedArray<RecordLocation>()
    /// The sites that links were made for, by their numbers in the rows.
    package internal(set) var sites: [SiteName] = []
    /// The sequence number of the last event, 0 before the first.
    package internal(set) var seq: UInt64 = 0
    /// Links that descend from another one, by the hash of the first one's order.
    var descendants: [UInt64: [UInt32]] = [:]
    /// The keys that personal data is sealed under, as far as records name them.
    package internal(set) var keyIDs = KeyUsage()
    var due = ExpiryIndex()
    /// Of each piece of the rows.
    var bounds: [RowBounds] = []
    var keys = FingerprintTable()
    var ids = FingerprintTable()
    var scopes = FingerprintTable()
    private let hash: KeyedHash

    /// - Parameter hash: The hash that names are found by, under a key that no client knows.
    package init(hash: KeyedHash) {
        self.hash = hash
    }

    /// How many links there are.
    package var linkCount: Int { rows.count }

    /// The rows that may be an order's: nearly always one, or none.
    package func candidates(for key: LinkKey) -> FingerprintTable.Candidates {
        keys.candidates(for: hash.of(key))
    }

    /// The rows that may be of a link ID.
    package func candidates(for id: LinkID) -> FingerprintTable.Candidates {
        ids.candidates(for: hash.of(id))
    }

    /// The requests that may have been made under an idempotency key.
    package func candidates(for scope: RequestScope) -> FingerprintTable.Candidates {
        scopes.candidates(for: hash.of(scope))
    }

    /// The rows that may descend from an order's first link, itself left out, in the order of creation.
    package func descendants(ofRoot root: LinkKey) -> [UInt32] {
        descendants[hash.of(root)] ?? []
    }

    /// The records that a row's link is the fold of, oldest first.
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

    /// Adds a link that was made; its location may be told later.
    @discardableResult
    package mutating func add(
        _ generated: LinkGenerated,
        at time: Instant,
        seq: UInt64,
        location: RecordLocation = .unwritten
    ) -> UInt32 {
        if let keyID = generated.keyID { keyIDs.note(keyID) }
        let root = LinkKey(site: generated.key.site, orderID: generated.lineage.root)
        let new = NewRow(
            site: number(of: generated.key.site),
            createdAt: time,
            expiresAt: generated.expiresAt,
            amount: generated.terms.money.amount,
            currency: generated.terms.money.currency,
            keyHash: hash.of(generated.key),
            idHash: hash.of(generated.id),
            rootHash: generated.lineage.duplicateOf == nil ? nil : hash.of(root)
        )
        return add(new, seq: seq, location: location)
    }

    mutating func add(_ new: NewRow, seq: UInt64, location: RecordLocation) -> UInt32 {
        let row = UInt32(rows.count)
        rows.append(LinkRow(new, seq: seq, location: location))
        due.note(new.expiresAt, row: Int(row))
        noteBounds(of: Int(row))
        keys.insert(row, for: new.keyHash)
        ids.insert(row, for: new.idHash)
        if let root = new.rootHash { descendants[root, default: []].append(row) }
        self.seq = seq
        return row
    }

    /// Adds a link of an order that nothing is known by the name of, from the bytes of its names.
    ///
    /// - Returns: False if something may be known, or if a name is none: then nothing is added.
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
            keyHash: keyHash,
            idHash: hash.of(id: linkID),
            rootHash: nil
        )
        _ = add(new, seq: seq, location: location)
        if let keyID { keyIDs.note(keyID) }
        return true
    }

    /// Adds a change to a link; nil if the event changes nothing about it.
    @discardableResult
    package mutating func change(
        _ row: UInt32,
        by event: LinkEvent,
        seq: UInt64,
        location: RecordLocation = .unwritten
    ) -> UInt32? {
        self.seq = seq
        keyIDs.note(event)
        guard event.changesLink else { return nil }
        let number = UInt32(changes.count)
        var entry = rows[Int(row)]
        changes.append(LinkChange(location: location, previous: entry.lastChange))
        entry.lastChange = number + 1
        entry.fold(event)
        rows[Int(row)] = entry
        noteBounds(of: Int(row))
        if entry.recordedStatus == .active { due.note(entry.expiresAt, row: Int(row)) }
        return number
    }

    /// Adds a request that was answered under an idempotency key.
    @discardableResult
    package mutating func add(_ scope: RequestScope, location: RecordLocation = .unwritten) -> UInt32 {
        let number = UInt32(requests.count)
        requests.append(location)
        scopes.insert(number, for: hash.of(scope))
        return number
    }

    /// Tells where the record is that made a link.
    package mutating func markDurable(row: UInt32, at location: RecordLocation) { rows[Int(row)].location = location }

    /// Tells where the record of a change is.
    package mutating func markDurable(change: UInt32, at location: RecordLocation) {
        changes[Int(change)].location = location
    }

    /// Tells where the record of a request is.
    package mutating func markDurable(request: UInt32, at location: RecordLocation) {
        requests[Int(request)] = location
    }

    private mutating func number(of site: SiteName) -> UInt16 {
        // Sites are configured by hand: there are few.
        if let known = sites.firstIndex(of: site) { return UInt16(known) }
        precondition(sites.count < Int(UInt16.max), "more sites than anybody configures")
        sites.append(site)
        return UInt16(sites.count - 1)
    }
}

extension LinkEvent {
    /// Whether it is more than a note that a link was answered.
    fileprivate var changesLink: Bool {
        if case .answered(let answered) = self { answered.keyID != nil } else { true }
    }
}

extension LinkRow {
    /// Does to the row what `Link.fold` does to the link.
    fileprivate mutating func fold(_ event: LinkEvent) {
        switch event {
        case .generated, .answered, .paidAgain, .opened, .erased: break
        case .cancelled, .superseded: recordedStatus = .cancelled
        case .paymentRecorded(let payment): recordedStatus = payment.becomes
        case .markedDuplicate: if recordedStatus != .uncleared { recordedStatus = .duplicate }
        case .updated(let updated):
            guard let moment = updated.expiresAt else { return }
            expiresAt = moment
            if recordedStatus == .expired { recordedStatus = .active }
        case .expired: recordedStatus = .expired
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
    // What is hashed ends in bytes that no text has, so that names of different kinds stay apart.
    fileprivate func of(_ key: LinkKey) -> UInt64 {
        of(site: Array(key.site.text.utf8).span, orderID: Array(key.orderID.text.utf8).span)
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
        of(id: Array(id.text.utf8).span)
    }

    fileprivate func of(_ scope: RequestScope) -> UInt64 {
        hash(Array("\(scope.uid)/\(scope.site.text)/\(scope.key.text)".utf8) + [0xfd])
    }
}
