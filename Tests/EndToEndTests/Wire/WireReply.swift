import JSON
import Testing

/// The answer to one line.
enum WireReply: Equatable {
    /// No byte before the answer to the next request.
    case silence
    case one(WireAnswer)
    case batch([WireAnswer])

    /// A single error.
    static func error(_ code: Int64, id: String = "null", kind: String? = nil) -> WireReply {
        .one(.error(code, id: id, kind: kind))
    }

    /// A single result of any value.
    static func result(id: String) -> WireReply {
        .one(.result(id: id))
    }

    /// Reads an answer's line and checks its form, rules 17 to 26 and 37.
    init(line: String) throws {
        #expect(!line.utf8.contains { $0 < 0x20 }, "an answer is one line of compact JSON")
        let root = try JSONDocument(parsing: Array(line.utf8)).root
        guard root.kind == .array else {
            self = .one(try WireAnswer(root))
            return
        }
        #expect(root.count > 0, "an empty array answers nothing")
        self = .batch(try root.elements.map(WireAnswer.init))
    }
}
