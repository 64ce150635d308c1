/// The few messages of PostgreSQL's protocol that an insert takes, with a statement that is prepared.
///
/// Each is a letter, the length of what follows in four bytes, itself included, and that.
enum PostgreSQL {
    private static let protocolVersion: UInt32 = 3 << 16
    private static let statement = "INSERT INTO links VALUES ($1, $2)"

    /// The server's end of a statement's preparation.
    static let prepared = message("1")
    /// The server's end of an insert.
    static let inserted = message("C", text("INSERT 0 1"))
    /// The server's end of every turn, outside of a transaction.
    private static let ready = message("Z", Array("I".utf8))
    /// What stands before the first `ready` of a connection: the head of a message with eight bytes of key.
    private static let keyHead = Array("K".utf8) + bigEndian(UInt32(12))
    private static let keyCount = 13

    /// The request that inserts a record under an order.
    ///
    /// - Parameters:
    ///   - order: the key, with a hole for its number.
    ///   - record: the value.
    ///   - isOnce: whether a connection asks no more than this, so that it says all in one go, with its farewell.
    /// - Returns: the template, as user `paylink` of the database `postgres`.
    static func insert(order: String, record: [UInt8], isOnce: Bool) -> RequestTemplate {
        let startup = bigEndian(protocolVersion) + ["user", "paylink", "database", "postgres", ""].flatMap(text)
        let preparation = message("P", text("") + text(statement) + bigEndian(UInt16(0)))
        let introduction = bigEndian(UInt32(startup.count + 4)) + startup + preparation
        let sync = message("S")
        let counts = bigEndian(UInt16(0)) + bigEndian(UInt16(2))
        let values = [Array(order.utf8), record].flatMap { bigEndian(UInt32($0.count)) + $0 }
        let bind = message("B", text("") + text("") + counts + values + bigEndian(UInt16(0)))
        let request = bind + message("E", text("") + bigEndian(UInt32(0))) + sync
        return isOnce
            ? RequestTemplate(marked: introduction + request + message("X"))
            : RequestTemplate(marked: request, introduction: introduction + sync)
    }

    /// Judges the bytes received so far by their end, past the greeting of a connection.
    static func verdict(_ answer: UnsafeBufferPointer<UInt8>, expected: [UInt8]) -> AnswerReader.Verdict {
        guard answer.hasSuffix(ready) else { return .incomplete }
        let rest = UnsafeBufferPointer(rebasing: answer.dropLast(ready.count))
        if rest.hasSuffix(expected) { return .right }
        let isGreeting = rest.suffix(keyCount).starts(with: keyHead)
        return isGreeting ? .incomplete : .wrong
    }

    private static func message(_ letter: Character, _ content: [UInt8] = []) -> [UInt8] {
        Array(letter.utf8) + bigEndian(UInt32(content.count + 4)) + content
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }

    private static func bigEndian<N: FixedWidthInteger>(_ number: N) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func hasSuffix(_ bytes: [UInt8]) -> Bool { suffix(bytes.count).elementsEqual(bytes) }
}
