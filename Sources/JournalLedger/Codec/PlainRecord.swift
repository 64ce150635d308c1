import PaymentLinks
import Storage

/// What the index needs of a record that makes one link, read straight from its bytes.
///
/// A start without a checkpoint reads millions of such records, and nearly all are of one form: one event that makes a link,
/// asked for without an idempotency key. Every other record, and one with an escape in a name, is none of these and is read
/// as JSON. Members that are not parsed here are trusted, because the line's hash matches and the daemon wrote it;
/// `paylink verify` does not trust them, and calls `isBeyondDoubt`.
struct PlainRecord {
    let time: Instant
    let expiresAt: Instant
    let amount: Int64
    /// The names' bytes in the payload.
    let site: Range<Int>
    let orderID: Range<Int>
    let linkID: Range<Int>
    let currency: Range<Int>
    /// The key that the customer is sealed under, if there is one.
    let keyID: KeyID?
    private let issuer: Range<Int>
    private let url: Range<Int>
    /// The caller's user, group and process.
    private let caller: (uid: Int64, gid: Int64, pid: Int64)
    /// The offset of the members that the index does not need.
    private let restStart: Int

    /// Reads a payload; nil if it is of another form.
    init?(_ payload: Span<UInt8>) {
        var cursor = LineCursor()
        guard cursor.skip("\"time\":\"", in: payload), let time = Instant(textIn: payload, at: cursor.position),
            cursor.skip(Instant.textByteCount, in: payload),
            cursor.skip("\",\"actor\":{\"uid\":", in: payload), let uid = cursor.integer(in: payload),
            cursor.skip(",\"gid\":", in: payload), let gid = cursor.integer(in: payload),
            cursor.skip(",\"pid\":", in: payload), let pid = cursor.integer(in: payload),
            cursor.skip("},\"events\":[{\"type\":\"linkGenerated\",\"site\":\"", in: payload),
            let site = cursor.plainText(in: payload), cursor.skip(",\"orderId\":\"", in: payload),
            let orderID = cursor.plainText(in: payload), cursor.skip(",\"linkId\":\"", in: payload),
            let linkID = cursor.plainText(in: payload), cursor.skip(",\"issuer\":\"", in: payload),
            let issuer = cursor.plainText(in: payload), cursor.skip(",\"url\":\"", in: payload),
            let url = cursor.plainText(in: payload), cursor.skip(",\"expiresAt\":\"", in: payload),
            let expiresAt = Instant(textIn: payload, at: cursor.position),
            cursor.skip(Instant.textByteCount, in: payload), cursor.skip("\",\"currency\":\"", in: payload),
            let currency = cursor.plainText(in: payload), cursor.skip(",\"amount\":", in: payload),
            let amount = cursor.integer(in: payload), (1...Money.maximumAmount).contains(amount),
            case .plain(let keyID) = Self.rest(of: payload, from: cursor.position)
        else { return nil }
        self.time = time
        self.expiresAt = expiresAt
        self.amount = amount
        self.site = site
        self.orderID = orderID
        self.linkID = linkID
        self.currency = currency
        self.keyID = keyID
        self.issuer = issuer
        self.url = url
        caller = (uid, gid, pid)
        restStart = cursor.position
    }

    /// Whether every byte is accounted for, and every value beyond doubt one that a link can have: what reading it as JSON
    /// would find too, at a fraction of the time.
    ///
    /// - Parameter payload: The payload that it was read from.
    /// - Returns: False if it takes reading as JSON to tell.
    func isBeyondDoubt(in payload: Span<UInt8>) -> Bool {
        var cursor = LineCursor(at: restStart)
        guard cursor.skip(",\"description\":\"", in: payload), let description = cursor.plainText(in: payload),
            cursor.skip(",\"lifetimeSeconds\":", in: payload), let lifetime = cursor.integer(in: payload),
            cursor.skip("}]", in: payload), cursor.position == payload.count
        else { return false }
        return (1...Lifetime.longest.seconds).contains(lifetime)
            && UInt32(exactly: caller.uid) != nil && UInt32(exactly: caller.gid) != nil
            && Int32(exactly: caller.pid) != nil
            && Self.isOrdinary(payload.extracting(orderID), countMax: 50)
            && Self.isOrdinary(payload.extracting(description), countMax: 200)
            && Self.isOrdinary(payload.extracting(linkID), countMax: .max)
            && Self.isOrdinary(payload.extracting(issuer), countMax: .max)
            && Self.isOrdinary(payload.extracting(url), countMax: .max)
    }

    /// Whether a text is of printable ASCII without spaces around it or anything that may begin a tag.
    private static func isOrdinary(_ text: Span<UInt8>, countMax: Int) -> Bool {
        guard (1...countMax).contains(text.count), text[0] != UInt8(ascii: " "),
            text[text.count - 1] != UInt8(ascii: " ")
        else { return false }
        for index in text.indices {
            let byte = text[index]
            if byte < UInt8(ascii: " ") || byte > UInt8(ascii: "~") || byte == UInt8(ascii: "<") { return false }
        }
        return true
    }

    private enum Rest {
        case plain(KeyID?)
        /// To be read as JSON: a duplicate, or a customer that is not sealed.
        case special
    }

    /// The members of the event that matter beside the names.
    ///
    /// A text can't look like one of these members: its quotation marks are escaped.
    private static func rest(of payload: Span<UInt8>, from start: Int) -> Rest {
        var keyID: KeyID?
        var cursor = LineCursor()
        for position in start..<payload.count where payload[position] == UInt8(ascii: ",") {
            cursor.position = position
            if cursor.skip(",\"duplicateOf\":", in: payload) { return .special }
            guard cursor.skip(",\"customer\":", in: payload) else { continue }
            guard cursor.skip("{\"sealed\":{\"key\":\"", in: payload), let range = cursor.plainText(in: payload),
                let name = KeyID(text: String(decoding: range.map { payload[$0] }, as: UTF8.self))
            else { return .special }
            keyID = name
        }
        return .plain(keyID)
    }
}

extension LineCursor {
    /// Reads a number as JSON spells those from 0 up, of at most 18 digits.
    fileprivate mutating func integer(in bytes: Span<UInt8>) -> Int64? {
        guard let number = number(in: bytes), number < 1_000_000_000_000_000_000 else { return nil }
        return Int64(number)
    }
}
