/// A parsed JSON text: strict RFC 8259, UTF-8 only, no byte order mark, bounded depth.
///
/// A flat tape of nodes over the source bytes. Nothing is decoded until it is asked for, so a number keeps its digits
/// and a string its escapes (``JSONValue/rawBytes``). Reading costs time linear in the text and, beside the text itself,
/// one allocation: 16 bytes for each value and each member name, at most 8 bytes for each byte of text.
package struct JSONDocument: Sendable {
    /// The longest text the reader indexes, in bytes.
    package static let textBytesMax = 1 << 26

    let bytes: [UInt8]
    let nodes: [JSONNode]

    /// Reads one JSON text.
    ///
    /// Members that share a name are not an error here; they are noticed (``JSONValue/duplicateMember``).
    ///
    /// - Parameters:
    ///   - bytes: The whole text. White space around the value is allowed.
    ///   - depthMax: How many arrays and objects may be open at once; a lone `[]` has depth 1.
    ///   - valueCountMax: How many values and member names there may be.
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

    /// The value the text consists of.
    package var root: JSONValue { JSONValue(document: self, index: 0) }
}
