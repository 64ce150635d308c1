import PaymentLinks

// A checkpoint of the index: its arrays as they lie in memory, one after the other, so that reading a million links is
// little more than copying. It is good for the very program that wrote it (`layout`), on the same kind of machine; any other
// rebuilds the index from the journal.
extension LinkIndex {
    /// Tells apart everything that the bytes depend on: the rows' layout and the meaning of small numbers in them.
    package static let layout =
        "2 \(MemoryLayout<LinkRow>.stride) \(MemoryLayout<LinkChange>.stride) \(ChunkedArray<LinkRow>.chunkCount) "
        + "\(FingerprintTable.segmentCount) \(Currency.edition) "
        + LinkStatus.allCases.map(\.rawValue).joined(separator: " ")

    /// Hands over the index's bytes from front to back; the length of each piece is a multiple of 8.
    package func encode<Failure: Error>(_ write: (RawSpan) throws(Failure) -> Void) throws(Failure) {
        let counts =
            [rows.count, changes.count, requests.count, descendants.count, sites.count].map(UInt64.init)
            + [seq, UInt64(keyIDs.highest.count), UInt64(keyIDs.erased.count)]
        try IndexEncoder.words(counts, write)
        try IndexEncoder.array(rows, write)
        try IndexEncoder.array(changes, write)
        try IndexEncoder.array(requests, write)
        for (root, members) in descendants {
            try IndexEncoder.words([root, UInt64(members.count)] + members.map(UInt64.init), write)
        }
        for keyID in keyIDs.highest.map(KeyID.init(keys:number:)) + keyIDs.erased {
            try IndexEncoder.words([keyID.keys, keyID.number], write)
        }
        for site in sites { try IndexEncoder.text(site.text, write) }
        try IndexEncoder.words(due.earliest.map { UInt64(bitPattern: $0.milliseconds) }, write)
        for table in [keys, ids, scopes] { try IndexEncoder.table(table, write) }
    }

    /// Takes an index back, piece by piece from front to back; nil if it can't be one.
    ///
    /// What is read may be anything: it counts only once its check sum has been found right, and `complete` was called.
    ///
    /// - Parameters:
    ///   - hash: The hash that names are found by, the same as when it was written.
    ///   - read: Fills a buffer with the next bytes.
    /// - Throws: What `read` throws.
    package init?<Failure: Error>(
        hash: KeyedHash,
        decoding read: (inout MutableRawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        self.init(hash: hash)
        let counts = try IndexDecoder.words(8, read)
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
            if number < counts[6] { keyIDs.highest[keyID.keys] = keyID.number } else { keyIDs.erased.append(keyID) }
        }
        for _ in 0..<counts[4] {
            guard let text = try IndexDecoder.text(read), let site = try? SiteName(text) else { return nil }
            sites.append(site)
        }
        for (chunk, word) in try IndexDecoder.words(rows.chunks.count, read).enumerated() {
            due.note(Instant(milliseconds: Int64(bitPattern: word)), row: chunk << ChunkedArray<LinkRow>.chunkShift)
        }
        guard let keys = try IndexDecoder.table(read), let ids = try IndexDecoder.table(read),
            let scopes = try IndexDecoder.table(read),
            keys.count == rows.count, ids.count == rows.count, scopes.count == requests.count
        else { return nil }
        (self.keys, self.ids, self.scopes) = (keys, ids, scopes)
    }

    /// Completes an index that was taken back, once its check sum was found right: before that its rows may be bytes that no
    /// row can have, and nobody may look at them.
    package mutating func complete() {
        bounds = rows.chunks.map { chunk in
            chunk.dropFirst().reduce(into: RowBounds(chunk[0])) { bounds, row in bounds.note(row) }
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
    /// More than any array of an index has, so that a broken number does not ask for all memory.
    private static let countMax: UInt64 = 1 << 32
    private static let pieceCount = 1 << 16

    static func words<Failure: Error>(
        _ count: Int,
        _ read: (inout MutableRawSpan) throws(Failure) -> Void
    ) throws(Failure) -> [UInt64] {
        // In pieces: a number that is broken costs no more memory than there are bytes behind it.
        var words: [UInt64] = []
        while words.count < count {
            let piece: [UInt64] = try filled(min(count - words.count, pieceCount), read)
            words = words.isEmpty ? piece : words + piece
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

    /// An array that is read straight into its memory, which is neither set to zero before nor copied after.
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
