import JSON
import PaylinkClient

/// The links of many pages as one JSON object of the same form as a page's, written as the pages come.
struct ListDocument {
    private let output: Output
    private var needsComma = false
    private var seq: Int64?
    private var totals: JSONValue?
    /// Whether anything is written: nothing is before the first page is here.
    private(set) var hasBegun = false

    /// Starts with nothing written.
    init(output: Output) {
        self.output = output
    }

    /// Writes the links of the next page.
    mutating func append(page: JSONValue) throws(WriteError) {
        var text = hasBegun ? [] : Array(#"{"links":["#.utf8)
        hasBegun = true
        if let links = page["links"] {
            for link in links.elements {
                if needsComma { text.append(UInt8(ascii: ",")) }
                text += link.rawBytes
                needsComma = true
            }
        }
        seq = page["seq"]?.integer
        totals = totals ?? page["totals"]
        try output.bytes(text)
    }

    /// Writes what follows the links: of the last page `seq`, of the first one `totals`.
    func finish() throws(WriteError) {
        var ending = Array(#"],"nextCursor":null"#.utf8)
        if let seq { ending += Array(#","seq":\#(seq)"#.utf8) }
        if let totals { ending += Array(#","totals":"#.utf8) + totals.rawBytes }
        try output.bytes(ending + Array("}\n".utf8))
    }
}
