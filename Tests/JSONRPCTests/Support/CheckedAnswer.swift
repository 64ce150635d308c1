@testable import JSON

/// The parts of an answer that a test compares; reading one checks the form that every answer has.
struct CheckedAnswer: Equatable, CustomStringConvertible {
    let id: String
    let code: Int64?
    let kind: String?
    let result: String?

    static func result(_ result: String, id: String) -> CheckedAnswer {
        CheckedAnswer(id: id, code: nil, kind: nil, result: result)
    }

    static func error(_ code: Int64, id: String, kind: String? = nil) -> CheckedAnswer {
        CheckedAnswer(id: id, code: code, kind: kind ?? kinds[code], result: nil)
    }

    private static let kinds: [Int64: String] = [
        -32700: "parseError", -32600: "invalidRequest", -32601: "methodNotFound", -32602: "invalidParameter",
        -32603: "internalError",
    ]

    var description: String { "\(id): \(result ?? "\(code ?? 0) \(kind ?? "")")" }
}
