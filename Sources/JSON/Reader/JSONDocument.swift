/// A parsed JSON text: strict RFC 8259, UTF-8 only, no byte order mark, bounded depth.
///
/// A flat tape of nodes over the source bytes. Nothing is decoded before it is read, so a number keeps its digits and a
/// string its escapes (``JSONValue/rawBytes``). Reading costs time linear in the text and, beside the text itself,
/// one allocation: 16 bytes for each value and each member name, at most 8 bytes for each byte of text.
package final class JSONDocument: Sendable {
    /// The longest text the reader indexes, in bytes.
    package static let textBytesMax = 1 << 26

    let bytes: [UInt8]
    let nodes: [JSONNode]

    /// Reads one JSON text.
    ///
    /// Members that share a name are not an error here; they are recorded (``JSONValue/duplicateMember``).
    ///
    /// - Parameters:
    ///   - bytes: The whole text. White space around the value is allowed.
    ///   - depthMax: The arrays and objects that may be open at once; a lone `[]` has depth 1.
    ///   - valueCountMax: The values and member names that the text may have.
    /// - Throws: The first broken rule and its offset.
    package init(
        parsing bytes: [UInt8],
        depthMax: Int = 128,
        valueCountMax: Int = .max
    ) throws(JSONSyntaxError) {
        guard bytes.count <= Self.textBytesMax else { throw JSONSyntaxError(.tooLong, at: Self.textBytesMax) }
        var parser = JSONParser(bytes.span, depthMax: depthMax, nodeCountMax: valueCountMax)
        try parser.parse(bytes.span)
        self.bytes = bytes
        nodes = parser.nodes
    }

    /// The value of the text.
    package var root: JSONValue { JSONValue(document: self, index: 0) }
}

extension JSONDocument {
    /// The decoded text of a string node.
    func string(at index: Int) -> String {
        let (node, bytes) = (nodes[index], bytes)
        guard node.isEscaped else { return String(decoding: bytes[node.textRange], as: UTF8.self) }
        return String(decoding: bytes.span.decodedString(node.textRange, isEscaped: true), as: UTF8.self)
    }

    /// Whether a string node's text is exactly `text`, byte by byte, without Unicode normalisation.
    func string(at index: Int, equals text: String) -> Bool {
        let (node, bytes) = (nodes[index], bytes)
        return bytes.span.isText(of: node, equalTo: text.utf8Span.span)
    }

    /// The tape index of a member's value, the first of this name; nil without one, or if the node is no object.
    func member(of object: Int, named wanted: String) -> Int? {
        let (nodes, bytes) = (nodes, bytes)
        let (tape, text) = (nodes.span, bytes.span)
        guard tape[object].kind == .object else { return nil }
        let wanted = wanted.utf8Span.span
        let end = Int(tape[object].next)
        var name = object + 1
        while name < end {
            if text.isText(of: tape[name], equalTo: wanted) { return name + 1 }
            name = Int(tape[name + 1].next)
        }
        return nil
    }
}

extension Span<UInt8> {
    /// Whether the decoded text of a string node of this document is `wanted`.
    @inline(__always)
    fileprivate func isText(of node: JSONNode, equalTo wanted: Span<UInt8>) -> Bool {
        let range = node.textRange
        // Most names differ in length, and an escape is never shorter than its text.
        guard wanted.count <= range.count else { return false }
        guard !node.isEscaped else { return isText(decodedString(range, isEscaped: true).span, wanted) }
        guard wanted.count == range.count else { return false }
        return isText(extracting(range), wanted)
    }

    @inline(__always)
    private func isText(_ text: Span<UInt8>, _ wanted: Span<UInt8>) -> Bool {
        guard text.count == wanted.count else { return false }
        for offset in text.indices where text[offset] != wanted[offset] { return false }
        return true
    }
}
