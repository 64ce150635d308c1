internal import Crypto
import Storage
internal import SystemPackage

/// The file of a tree: a line that names it, a line for each node in the order of the leaves, and the hash of those lines.
///
/// ```
/// {"keys":"paylink","version":2,"id":"<16 hex>","reserved":16777216}
/// {"level":0,"position":0,"key":"<64 hex>"}
/// {"hash":"<64 hex>"}
/// ```
extension KeyTree {
    /// The whole file.
    var fileBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256 + nodes.count * 128)
        bytes.append(contentsOf: "{\"keys\":\"paylink\",\"version\":\(Self.version),\"id\":\"".utf8)
        bytes.append(contentsOf: Hexadecimal.text(of: id).utf8)
        bytes.append(contentsOf: "\",\"reserved\":\(reserved)}\n".utf8)
        for node in nodes {
            bytes.append(contentsOf: "{\"level\":\(node.level),\"position\":\(node.position),\"key\":\"".utf8)
            let key = unsafe node.key.withUnsafeBytes { unsafe Array($0) }
            Hexadecimal.append(key, to: &bytes)
            bytes.append(contentsOf: "\"}\n".utf8)
        }
        let hash = Array(SHA256.hash(data: bytes))
        bytes.append(contentsOf: "{\"hash\":\"".utf8)
        Hexadecimal.append(hash, to: &bytes)
        bytes.append(contentsOf: "\"}\n".utf8)
        return bytes
    }

    /// How long the file may be once some leaves are punctured: each adds 71 lines of at most 128 bytes.
    func fileBytesMax(without leafCount: Int) -> Int {
        256 + (nodes.count + 71 * leafCount) * 128
    }

    /// Reads a file.
    ///
    /// - Throws: `damaged` with the line, or `unsupportedVersion`.
    init(fileBytes bytes: [UInt8], path: FilePath) throws(KeyVaultError) {
        let text = bytes.span
        var cursor = LineCursor()
        var line = 1
        guard cursor.skip("{\"keys\":\"paylink\",\"version\":", in: text), let version = cursor.number(in: text) else {
            throw .damaged(path, line: line, byte: 0)
        }
        guard 1...Self.version ~= version else { throw .unsupportedVersion(version, path) }
        guard cursor.skip(",\"id\":\"", in: text), let digits = cursor.textToQuote(in: text),
            let id = Hexadecimal.number(ofDigits: digits),
            let reserved = version == 1 ? 0 : Self.reserved(at: &cursor, in: text), cursor.skip("}\n", in: text)
        else { throw .damaged(path, line: line, byte: 0) }
        var nodes: [Node] = []
        while true {
            line += 1
            let start = cursor.position
            if cursor.skip("{\"hash\":\"", in: text) {
                guard let digits = cursor.textToQuote(in: text), cursor.skip("}\n", in: text),
                    cursor.position == bytes.count,
                    Hexadecimal.bytes(ofDigits: digits) == Array(SHA256.hash(data: bytes[..<start]))
                else { throw .damaged(path, line: line, byte: start) }
                break
            }
            guard let node = Self.node(at: &cursor, in: text),
                node.leaves.lowerBound >= nodes.last?.leaves.upperBound ?? 0
            else { throw .damaged(path, line: line, byte: start) }
            nodes.append(node)
        }
        self.init(id: id, reserved: reserved, nodes: nodes)
    }

    private static func reserved(at cursor: inout LineCursor, in text: Span<UInt8>) -> UInt64? {
        guard cursor.skip(",\"reserved\":", in: text), let number = cursor.number(in: text), number <= leafCount else {
            return nil
        }
        return number
    }

    private static func node(at cursor: inout LineCursor, in text: Span<UInt8>) -> Node? {
        guard cursor.skip("{\"level\":", in: text), let number = cursor.number(in: text), number <= levelCount,
            let level = Int(exactly: number),
            cursor.skip(",\"position\":", in: text), let position = cursor.number(in: text),
            position < UInt64(1) << UInt64(2 * level),
            cursor.skip(",\"key\":\"", in: text), let digits = cursor.textToQuote(in: text), digits.utf8.count == 64,
            let key = Hexadecimal.bytes(ofDigits: digits), cursor.skip("}\n", in: text)
        else { return nil }
        return Node(level: level, position: position, key: SymmetricKey(data: key))
    }
}
