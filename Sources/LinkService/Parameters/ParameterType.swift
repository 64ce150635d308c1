import JSON
import JSONRPC
import PaymentLinks

/// What a parameter's value has to be, and how it becomes a domain value.
struct ParameterType<Value>: Sendable {
    /// What is expected, as it follows "must be": `a string of 1 to 50 characters`.
    let expectation: String
    /// The same for programs.
    let schema: Schema
    /// Reads a value; the second argument is the JSON Pointer at which it stands.
    let read: @Sendable (JSONValue, String) throws(RPCError) -> Value
}

extension ParameterType {
    /// A JSON string that a domain type checks.
    static func string(
        _ expectation: String,
        schema: Schema,
        _ make: @escaping @Sendable (String) throws(Refusal) -> Value
    ) -> ParameterType {
        ParameterType(expectation: expectation, schema: schema) { (value, pointer) throws(RPCError) in
            guard let string = value.string else {
                throw .unexpected(value, at: pointer, expectation, "put it in quotes", insteadOf: .number)
            }
            return try refusing(at: pointer) { () throws(Refusal) in try make(string) }
        }
    }

    /// A JSON number that is an integer, written without fraction and exponent, that a domain type checks.
    static func integer(
        _ range: ClosedRange<Int64>,
        _ make: @escaping @Sendable (Int64) throws(Refusal) -> Value
    ) -> ParameterType {
        let expectation = "an integer of \(range.lowerBound) to \(range.upperBound)"
        return ParameterType(expectation: expectation, schema: .integer(range)) { (value, pointer) throws(RPCError) in
            guard let integer = value.integer else {
                throw .unexpected(value, at: pointer, expectation, "send it without quotes", insteadOf: .string)
            }
            return try refusing(at: pointer) { () throws(Refusal) in try make(integer) }
        }
    }

    /// A JSON object with declared members of its own.
    static func object(
        _ expectation: String,
        _ parameters: [DeclaredParameter],
        _ make: @escaping @Sendable (Arguments) throws(RPCError) -> Value
    ) -> ParameterType {
        let schema = Schema.object(parameters.map(\.member), closed: true)
        return ParameterType(expectation: expectation, schema: schema) { (value, pointer) throws(RPCError) in
            guard value.kind == .object else {
                throw .unexpected(value, at: pointer, expectation, .emptyObject, insteadOf: .array)
            }
            return try make(Arguments(members: value, declared: parameters, at: pointer))
        }
    }
}

extension ParameterType where Value: RuledText {
    /// A JSON string that keeps the rule of its type; `traits` is what the rule asks beside a length.
    static func text(
        _ traits: String = "",
        _ make: @escaping @Sendable (String) throws(Refusal) -> Value = { (text) throws(Refusal) in try Value(text) }
    ) -> ParameterType {
        let lengths = Value.rule.scalarCounts
        let expectation = "a string of \(lengths.lowerBound) to \(lengths.upperBound) characters\(traits)"
        return .string(expectation, schema: .string(lengths), make)
    }
}

extension ParameterType where Value: BinaryInteger & Sendable {
    /// A JSON number that is an integer within a range, written without fraction and exponent: nothing is rounded.
    ///
    /// `expectation` puts the range in better words than its bounds; `kind` is how other numbers are refused.
    static func integer(
        _ range: ClosedRange<Int64>,
        _ expectation: String? = nil,
        refusedAs kind: Refusal.Kind = .invalidParameter
    ) -> ParameterType {
        let expectation = expectation ?? "an integer of \(range.lowerBound) to \(range.upperBound)"
        return ParameterType(expectation: expectation, schema: .integer(range)) { (value, pointer) throws(RPCError) in
            guard value.kind == .number else {
                throw .unexpected(value, at: pointer, expectation, "send it without quotes", insteadOf: .string)
            }
            guard let integer = value.integer, range.contains(integer), let exact = Value(exactly: integer) else {
                // An expectation in words of its own names no maximum.
                let most = value.isInteger(above: range.upperBound) ? ", and at most \(range.upperBound)" : ""
                let end = expectation.contains(" to ") ? "" : most
                throw RPCError(kind, "`\(lastToken(of: pointer))` must be \(expectation)\(end).", at: pointer)
            }
            return exact
        }
    }
}

extension ParameterType where Value == String {
    /// A JSON string of a bounded number of characters, taken as it is.
    static func text(
        _ lengths: ClosedRange<Int>,
        refusedAs kind: Refusal.Kind = .invalidParameter
    ) -> ParameterType {
        let expectation = "a string of \(lengths.lowerBound) to \(lengths.upperBound) characters"
        return ParameterType(expectation: expectation, schema: .string(lengths)) { (value, pointer) throws(RPCError) in
            guard let string = value.string else { throw .unexpected(value, at: pointer, expectation) }
            guard lengths.contains(string.unicodeScalars.count) else {
                throw RPCError(kind, "`\(lastToken(of: pointer))` must be \(expectation).", at: pointer)
            }
            return string
        }
    }
}

extension ParameterType where Value == Bool {
    /// `true` or `false`.
    static let boolean = ParameterType(expectation: "true or false", schema: .boolean) {
        (value, pointer) throws(RPCError) in
        guard let bool = value.bool else {
            throw .unexpected(value, at: pointer, "true or false", "send it without quotes", insteadOf: .string)
        }
        return bool
    }
}

extension ParameterType where Value == Instant {
    /// A moment, in any offset from UTC.
    static let time = ParameterType.string(
        "a time such as 2026-11-22T13:25:00.000Z",
        schema: .string(lengths: nil, pattern: nil, format: "date-time"),
        Instant.init(rfc3339:)
    )
}

extension ParameterType where Value: RawRepresentable<String> & CaseIterable & Sendable {
    /// One of a closed set of words; what people and services say instead is told the word that it may have meant.
    static var word: ParameterType {
        let words = Value.allCases.map(\.rawValue)
        let expectation = "one of \(words.map { "`\($0)`" }.joined(separator: ", "))"
        return ParameterType(expectation: expectation, schema: Schema.words(words)) {
            (value, pointer) throws(RPCError) in
            guard let string = value.string else { throw .unexpected(value, at: pointer, expectation) }
            guard let word = Value(rawValue: string) else {
                let meant = wordSynonyms[string.lowercased()]?.first(where: words.contains)
                let advice = (meant ?? NearestName.of(string, among: words)).map { "you may have meant `\($0)`" } ?? ""
                throw .unexpected(value, at: pointer, expectation, advice, insteadOf: .string)
            }
            return word
        }
    }
}

/// What people and payment services call a word of ours: for a status of a link, and for one of a payment.
private let wordSynonyms = [
    "paid": ["completed"], "open": ["active"], "unpaid": ["active"], "void": ["cancelled"], "superseded": ["cancelled"],
    "canceled": ["cancelled"], "partial_refunded": ["partialRefunded"], "partialrefunded": ["partial_refunded"],
    "chargeback": ["chargedback"], "refund": ["refunded"], "desc": ["newest"], "asc": ["oldest"],
]

extension RPCError {
    /// A value of another JSON kind than the parameter takes, or a word that is none of those it takes.
    ///
    /// `advice` follows if the value is of the kind that people send by mistake.
    static func unexpected(
        _ value: JSONValue,
        at pointer: String,
        _ expectation: String,
        _ advice: String = "",
        insteadOf mistake: JSONValue.Kind? = nil
    ) -> RPCError {
        let isMistake = value.kind == mistake && (mistake != .array || value.count == 0)
        let advice = value.isNull ? "leave it out instead of sending null" : isMistake ? advice : ""
        let end = advice.isEmpty ? "" : "; \(advice)"
        return .invalidParameter(pointer, "`\(lastToken(of: pointer))` must be \(expectation)\(end).")
    }
}

extension JSONValue {
    /// Whether it is an integer above a bound, also one that no integer type holds.
    fileprivate func isInteger(above bound: Int64) -> Bool {
        if let integer { return integer > bound }
        return kind == .number && rawBytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension String {
    /// PHP writes an empty array as `[]`.
    static let emptyObject = "an empty one is {} and not [], or leave it out"
}

/// The name at the end of a JSON Pointer, for a sentence that people read.
func lastToken(of pointer: String) -> String {
    pointer.split(separator: "/").last { Int($0) == nil }.map(String.init) ?? "params"
}
