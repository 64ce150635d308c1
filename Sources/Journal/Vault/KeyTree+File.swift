internal import Crypto
internal import SystemPackage

/// The file of a tree: a line that names it, a line for each node in the order of the leaves, and the hash of those lines.
///
/// ```
/// {"keys":"paylink","version":1,"id":"<16 hex>"}
/// {"level":0,"position":0,"key":"<64 hex>"}
/// {"hash":"<64 hex>"}
/// ```
extension KeyTree {
    /// The whole file.
    var fileBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256 + nodes.count * 128)
        bytes.append(contentsOf: "{\"keys\":\"paylink\",\"version\":\(Self.version),\"id\":\"".utf8)
        bytes.append(contentsOf: Vault.Leaf.digits(of: id).utf8)
        bytes.append(contentsOf: "\"}\n".utf8)
        for node in nodes {
            bytes.append(contentsOf: "{\"level\":\(node.level),\"position\":\(node.position),\"key\":\"".utf8)
            let key = unsafe node.key.withUnsafeBytes { unsafe Array($0) }
            for byte in key { Self.append(byte, to: &bytes) }
            bytes.append(contentsOf: "\"}\n".utf8)
        }
        let hash = RecordHash.of(bytes.span)
        bytes.append(contentsOf: "{\"hash\":\"".utf8)
        hash.write(to: &bytes)
        bytes.append(contentsOf: "\"}\n".utf8)
        return bytes
    }

    /// Reads a file.
    ///
    /// - Throws: `damaged` with the line, or `unsupportedVersion`.
    init(fileBytes bytes: [UInt8], path: FilePath) throws(JournalError) {
        let text = bytes.span
        var cursor = LineCursor()
        var line = 1
        guard cursor.skip("{\"keys\":\"paylink\",\"version\":", in: text), let version = cursor.number(in: text) else {
            throw .damagedKeys(path, line: line, byte: 0)
        }
        guard version == Self.version else { throw .unsupportedKeys(version, path) }
        guard cursor.skip(",\"id\":\"", in: text), let digits = cursor.textToQuote(in: text), digits.utf8.count == 16,
            let id = UInt64(digits, radix: 16), cursor.skip("}\n", in: text)
        else { throw .damagedKeys(path, line: line, byte: 0) }
        var nodes: [Node] = []
        while true {
            line += 1
            let start = cursor.position
            if cursor.skip("{\"hash\":\"", in: text) {
                guard let hash = cursor.hash(in: text), cursor.skip("\"}\n", in: text), cursor.position == bytes.count,
                    hash == RecordHash.of(text.extracting(..<start))
                else { throw .damagedKeys(path, line: line, byte: start) }
                break
            }
            guard let node = Self.node(at: &cursor, in: text),
                node.leaves.lowerBound >= nodes.last?.leaves.upperBound ?? 0
            else { throw .damagedKeys(path, line: line, byte: start) }
            nodes.append(node)
        }
        self.init(id: id, nodes: nodes)
    }

    private static func node(at cursor: inout LineCursor, in text: Span<UInt8>) -> Node? {
        guard cursor.skip("{\"level\":", in: text), let number = cursor.number(in: text), number <= levelCount,
            let level = Int(exactly: number),
            cursor.skip(",\"position\":", in: text), let position = cursor.number(in: text),
            position < UInt64(1) << UInt64(2 * level),
            cursor.skip(",\"key\":\"", in: text), let digits = cursor.textToQuote(in: text), digits.utf8.count == 64,
            let key = Self.bytes(ofDigits: Array(digits.utf8)), cursor.skip("}\n", in: text)
        else { return nil }
        return Node(level: level, position: position, key: SymmetricKey(data: key))
    }

    private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        for digit in [byte >> 4, byte & 0xF] {
            bytes.append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
        }
    }

    private static func bytes(ofDigits digits: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(of: digits[index]), let low = value(of: digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
