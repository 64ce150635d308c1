/// A view of one value in a document; a copy shares the document.
///
/// An accessor of another kind (the ``integer`` of a string) returns nil or nothing; it is never an error.
package struct JSONValue: Sendable {
    /// The kinds of JSON value.
    package enum Kind: UInt8, Sendable, CaseIterable {
        case object, array, string, number, bool, null
    }

    let document: JSONDocument
    let index: Int

    var node: JSONNode { document.nodes[index] }

    /// The value's kind.
    package var kind: Kind { node.kind }

    /// The value's own bytes, exactly as sent.
    package var rawBytes: ArraySlice<UInt8> {
        let node = node
        return document.bytes[Int(node.start)..<Int(node.end)]
    }

    /// The offset of the name of an object's member in the text; `self` has to be a member's value.
    package var nameOffset: Int { Int(document.nodes[index - 1].start) }

    /// The text of a string, its escapes resolved; nil for any other kind.
    package var string: String? {
        let node = node
        return node.kind == .string ? document.string(at: index) : nil
    }

    /// Whether this is a string of exactly this text, byte by byte, without Unicode normalisation.
    package func isText(_ text: String) -> Bool {
        node.kind == .string && document.string(at: index, equals: text)
    }

    /// The number, if it is written as digits alone (with an optional minus) and fits 64 bits; `-0` is 0.
    ///
    /// Nothing is ever rounded: `1.0`, `1e2` and `9223372036854775808` are nil.
    package var integer: Int64? {
        guard kind == .number else { return nil }
        let digits = rawBytes
        let isNegative = digits.first == UInt8(ascii: "-")
        var total: Int64 = 0
        for byte in isNegative ? digits.dropFirst() : digits {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (shifted, shiftOverflows) = total.multipliedReportingOverflow(by: 10)
            let (sum, sumOverflows) =
                isNegative
                ? shifted.subtractingReportingOverflow(Int64(digit)) : shifted.addingReportingOverflow(Int64(digit))
            guard !shiftOverflows, !sumOverflows else { return nil }
            total = sum
        }
        return total
    }

    /// True or false; nil for any other kind.
    package var bool: Bool? {
        let node = node
        return node.kind == .bool ? document.bytes[Int(node.start)] == UInt8(ascii: "t") : nil
    }

    /// Whether the value is the literal `null`.
    package var isNull: Bool { kind == .null }
}
