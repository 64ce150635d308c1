import PaymentLinks

/// What the index needs of a record that makes one link, read straight from its bytes.
///
/// A start without a checkpoint reads millions of such records, and nearly all are of one form: one event that makes a link,
/// asked for without an idempotency key. Every other record, and one with an escape in a name, is none of these and is read
/// as JSON. What is not looked at here is covered by the line's hash: the daemon wrote it.
struct PlainRecord {
    let time: Instant
    let expiresAt: Instant
    let amount: Int64
    /// Where in the payload the names stand.
    let site: Range<Int>
    let orderID: Range<Int>
    let linkID: Range<Int>
    let currency: Range<Int>
    /// The key that the customer is sealed under, if there is one.
    let seal: SealName?

    /// Reads a payload; nil if it is of another form.
    init?(_ payload: Span<UInt8>) {
        var cursor = ByteCursor()
        guard cursor.skip("\"time\":\"", in: payload), let time = Instant(textIn: payload, at: cursor.position),
            cursor.skip(Instant.textByteCount, in: payload),
            cursor.skip("\",\"actor\":{\"uid\":", in: payload), cursor.integer(in: payload) != nil,
            cursor.skip(",\"gid\":", in: payload), cursor.integer(in: payload) != nil,
            cursor.skip(",\"pid\":", in: payload), cursor.integer(in: payload) != nil,
            cursor.skip("},\"events\":[{\"type\":\"linkGenerated\",\"site\":\"", in: payload),
            let site = cursor.text(in: payload), cursor.skip(",\"orderId\":\"", in: payload),
            let orderID = cursor.text(in: payload), cursor.skip(",\"linkId\":\"", in: payload),
            let linkID = cursor.text(in: payload), cursor.skip(",\"issuer\":\"", in: payload),
            cursor.text(in: payload) != nil, cursor.skip(",\"url\":\"", in: payload), cursor.text(in: payload) != nil,
            cursor.skip(",\"expiresAt\":\"", in: payload),
            let expiresAt = Instant(textIn: payload, at: cursor.position),
            cursor.skip(Instant.textByteCount, in: payload), cursor.skip("\",\"currency\":\"", in: payload),
            let currency = cursor.text(in: payload), cursor.skip(",\"amount\":", in: payload),
            let amount = cursor.integer(in: payload), (1...Money.maximumAmount).contains(amount),
            case .plain(let seal) = Self.rest(of: payload, from: cursor.position)
        else { return nil }
        self.time = time
        self.expiresAt = expiresAt
        self.amount = amount
        self.site = site
        self.orderID = orderID
        self.linkID = linkID
        self.currency = currency
        self.seal = seal
    }

    private enum Rest {
        case plain(SealName?)
        /// To be read as JSON: a duplicate, or a customer that is not sealed.
        case special
    }

    /// What else of the event matters.
    ///
    /// A text can't look like one of these members: its quotation marks are escaped.
    private static func rest(of payload: Span<UInt8>, from start: Int) -> Rest {
        var seal: SealName?
        var cursor = ByteCursor()
        for position in start..<payload.count where payload[position] == UInt8(ascii: ",") {
            cursor.position = position
            if cursor.skip(",\"duplicateOf\":", in: payload) { return .special }
            guard cursor.skip(",\"customer\":", in: payload) else { continue }
            guard cursor.skip("{\"sealed\":{\"key\":\"", in: payload), let range = cursor.text(in: payload),
                let name = SealName(text: String(decoding: range.map { payload[$0] }, as: UTF8.self))
            else { return .special }
            seal = name
        }
        return .plain(seal)
    }
}

/// Steps over bytes that have to be as expected.
private struct ByteCursor {
    var position = 0

    mutating func skip(_ text: StaticString, in bytes: Span<UInt8>) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - position >= count else { return false }
        let matches = text.withUTF8Buffer { expected in
            for index in 0..<count where expected[index] != bytes[position + index] { return false }
            return true
        }
        if matches { position += count }
        return matches
    }

    mutating func skip(_ count: Int, in bytes: Span<UInt8>) -> Bool {
        guard bytes.count - position >= count else { return false }
        position += count
        return true
    }

    mutating func integer(in bytes: Span<UInt8>) -> Int64? {
        let start = position
        var number: Int64 = 0
        while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 {
            guard position - start < 18 else { return nil }
            number = number * 10 + Int64(digit)
            position += 1
        }
        return position > start ? number : nil
    }

    /// Steps behind the quotation mark that ends a text; nil if an escape comes first.
    mutating func text(in bytes: Span<UInt8>) -> Range<Int>? {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return start..<position
            case UInt8(ascii: "\\"): return nil
            default: position += 1
            }
        }
        return nil
    }
}
