import PaymentLinks

// The index in a checkpoint: its arrays as they are in memory, one after the other, so that reading a million links is little
// more than copying. Only the program that wrote it can read it (`layout`), on the same kind of machine; any other rebuilds
// the index from the journal.
extension LinkIndex {
    /// Identifies everything that the bytes depend on: the layout of the rows, and the meaning of the small numbers in them.
    package static let layout =
        "4 \(MemoryLayout<LinkRow>.stride) \(MemoryLayout<LinkChange>.stride) \(ChunkedArray<LinkRow>.chunkCount) "
        + "\(FingerprintTable.segmentCount) \(Currency.edition) "
        + LinkStatus.allCases.map(\.rawValue).joined(separator: " ")

    /// Writes the index from front to back; the length of each write is a multiple of 8.
    package func encode<Failure: Error>(_ write: (RawSpan) throws(Failure) -> Void) throws(Failure) {
        let counts =
            [rows.count, changes.count, requests.count, descendants.count, sites.count].map(UInt64.init)
            + [seq, UInt64(keyUsage.highest.count), UInt64(keyUsage.erased.count), UInt64(awaitingIssuance.count)]
            + [UInt64(partPaid.count)]
        try IndexEncoder.words(counts, write)
        try IndexEncoder.array(rows, write)
        try IndexEncoder.array(changes, write)
        try IndexEncoder.array(requests, write)
        for (root, members) in descendants {
            try IndexEncoder.words([root, UInt64(members.count)] + members.map(UInt64.init), write)
        }
        for keyID in keyUsage.highest.map(KeyID.init(keys:number:)) + keyUsage.erased {
            try IndexEncoder.words([keyID.keys, keyID.number], write)
        }
        try IndexEncoder.words(awaitingIssuance.sorted().map(UInt64.init), write)
        try IndexEncoder.words(partPaid.sorted().map(UInt64.init), write)
        for site in sites { try IndexEncoder.text(site.text, write) }
        try IndexEncoder.words(due.earliest.map { UInt64(bitPattern: $0.milliseconds) }, write)
        for table in [keys, ids, scopes] { try IndexEncoder.table(table, write) }
    }

    /// Reads an index from front to back; nil if the bytes can't be one.
    ///
    /// The input is not trusted: use the result only once its checksum was verified and `complete` was called.
    ///
    /// - Parameters:
    ///   - hash: The hash of the names, with the same key as when the index was written.
    ///   - read: Fills a buffer with the next bytes.
    /// - Throws: The error of `read`.
    package init?<Failure: Error>(
        hash: KeyedHash,
        decoding read: (inout MutableRawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        self.init(hash: hash)
        let counts = try IndexDecoder.words(10, read)
        seq = counts[5]
        guard try IndexDecoder.array(&rows, count: counts[0], read),
            try IndexDecoder.array(&changes, count: counts[1], read),
            try IndexDecoder.array(&requests, count: counts[2], read),
            counts[3] <= counts[0], counts[4] <= UInt64(UInt16.max)
        else { return nil }
        for _ in 0..<counts[3] {
            let head = try IndexDecoder.words(2, read)
            guard head[1] <= counts[0] else { return nil }
            descendants[head[0]] = try IndexDecoder.words(Int(head[1]), read).map { UInt32(truncatingIfNeeded: $0) }
        }
        guard counts[6] <= counts[0] + counts[1], counts[7] <= counts[1] else { return nil }
        for number in 0..<counts[6] + counts[7] {
            let words = try IndexDecoder.words(2, read)
            let keyID = KeyID(keys: words[0], number: words[1])
            if number < counts[6] { keyUsage.highest[keyID.keys] = keyID.number } else { keyUsage.erased.append(keyID) }
        }
        guard counts[8] <= counts[0], counts[9] <= counts[0] else { return nil }
        awaitingIssuance = Set(
            try IndexDecoder.words(Int(counts[8]), read).map { UInt32(truncatingIfNeeded: $0) }
        )
        partPaid = Set(try IndexDecoder.words(Int(counts[9]), read).map { UInt32(truncatingIfNeeded: $0) })
        for _ in 0..<counts[4] {
            guard let text = try IndexDecoder.text(read), let site = try? SiteName(text) else { return nil }
            sites.append(site)
        }
        siteCounts = Array(repeating: LinkCounts(), count: sites.count)
        for (chunk, word) in try IndexDecoder.words(rows.chunks.count, read).enumerated() {
            due.note(Instant(milliseconds: Int64(bitPattern: word)), row: chunk << ChunkedArray<LinkRow>.chunkShift)
        }
        guard let keys = try IndexDecoder.table(read), let ids = try IndexDecoder.table(read),
            let scopes = try IndexDecoder.table(read),
            keys.count == rows.count, ids.count == rows.count, scopes.count == requests.count
        else { return nil }
        (self.keys, self.ids, self.scopes) = (keys, ids, scopes)
    }

    /// Computes what is not stored, once the checksum of the index was verified.
    ///
    /// Before that, a row may hold bytes that are no valid row, and reading one is undefined behaviour.
    package mutating func complete() {
        bounds = rows.chunks.map { chunk in
            chunk.dropFirst().reduce(into: RowBounds(chunk[0])) { bounds, row in bounds.note(row) }
        }
        siteCounts = Array(repeating: LinkCounts(), count: sites.count)
        for chunk in rows.chunks {
            for row in chunk { siteCounts[Int(row.site)][row.recordedStatus] += 1 }
        }
    }
}

private enum IndexEncoder {
    static func words<Failure: Error>(
        _ words: [UInt64],
        _ write: (RawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        try unsafe write(words.span.bytes)
    }

    static func array<Element, Failure: Error>(
        _ array: ChunkedArray<Element>,
        _ write: (RawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        for chunk in array.chunks { try unsafe write(chunk.span.bytes) }
    }

    static func text<Failure: Error>(
        _ text: String,
        _ write: (RawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        var words: [UInt64] = [UInt64(text.utf8.count)]
        for (index, byte) in text.utf8.enumerated() {
            if index % 8 == 0 { words.append(0) }
            words[words.count - 1] |= UInt64(byte) << UInt64(index % 8 * 8)
        }
        try self.words(words, write)
    }

    static func table<Failure: Error>(
        _ table: FingerprintTable,
        _ write: (RawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        try words(table.segments.map { UInt64($0.count) }, write)
        for segment in table.segments { try words(segment, write) }
    }
}

private enum IndexDecoder {
    /// Above the count of any array of an index, so that a damaged count does not allocate all memory.
    private static let countMax: UInt64 = 1 << 32
    private static let wordsPerRead = 1 << 16

    static func words<Failure: Error>(
        _ count: Int,
        _ read: (inout MutableRawSpan) throws(Failure) -> Void
    ) throws(Failure) -> [UInt64] {
        // Several reads: a damaged count allocates no more memory than there are bytes in the file.
        var words: [UInt64] = []
        while words.count < count {
            let next: [UInt64] = try filled(min(count - words.count, wordsPerRead), read)
            words = words.isEmpty ? next : words + next
        }
        return words
    }

    static func array<Element, Failure: Error>(
        _ array: inout ChunkedArray<Element>,
        count: UInt64,
        _ read: (inout MutableRawSpan) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        guard count < countMax else { return false }
        var rest = Int(count)
        while rest > 0 {
            let part = min(rest, ChunkedArray<Element>.chunkCount)
            let chunk: [Element] = try filled(part, capacity: ChunkedArray<Element>.chunkCount, read)
            guard array.append(chunk: chunk) else { return false }
            rest -= part
        }
        return true
    }

    static func text<Failure: Error>(
        _ read: (inout MutableRawSpan) throws(Failure) -> Void
    ) throws(Failure) -> String? {
        let count = try words(1, read)[0]
        guard count <= 1000 else { return nil }
        let words = try words((Int(count) + 7) / 8, read)
        let bytes = (0..<Int(count)).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64($0 % 8 * 8)) }
        return String(validating: bytes, as: UTF8.self)
    }

    static func table<Failure: Error>(
        _ read: (inout MutableRawSpan) throws(Failure) -> Void
    ) throws(Failure) -> FingerprintTable? {
        var table = FingerprintTable()
        for (segment, capacity) in try words(FingerprintTable.segmentCount, read).enumerated() {
            guard capacity < countMax, table.restore(try words(Int(capacity), read), segment: segment) else {
                return nil
            }
        }
        return table
    }

    /// Reads into the memory of a new array, which is neither zeroed before nor copied after.
    private static func filled<Element: BitwiseCopyable, Failure: Error>(
        _ count: Int,
        capacity: Int = 0,
        _ read: (inout MutableRawSpan) throws(Failure) -> Void
    ) throws(Failure) -> [Element] {
        var failure: Failure?
        let array = unsafe [Element](unsafeUninitializedCapacity: max(count, capacity)) { buffer, initialized in
            let wanted = unsafe UnsafeMutableBufferPointer(rebasing: buffer[..<count])
            var bytes = unsafe MutableRawSpan(_unsafeBytes: UnsafeMutableRawBufferPointer(wanted))
            do throws(Failure) {
                try read(&bytes)
                initialized = count
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return array
    }
}
