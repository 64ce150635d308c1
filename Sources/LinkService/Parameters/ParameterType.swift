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
            guard let string = value.string else { throw .unexpected(value, at: pointer, expectation) }
            do throws(Refusal) {
                return try make(string)
            } catch {
                throw RPCError(error, at: pointer)
            }
        }
    }

    /// A JSON number that is an integer, written without fraction and exponent, that a domain type checks.
    ///
    /// Other numbers are refused as `notInteger`: money is never rounded.
    static func integer(
        _ expectation: String,
        in range: ClosedRange<Int64>,
        notInteger: Refusal.Kind = .invalidParameter,
        _ make: @escaping @Sendable (Int64) throws(Refusal) -> Value
    ) -> ParameterType {
        ParameterType(expectation: expectation, schema: .integer(range)) { (value, pointer) throws(RPCError) in
            guard value.kind == .number else { throw .unexpected(value, at: pointer, expectation) }
            do throws(Refusal) {
                guard let integer = value.integer else {
                    throw Refusal(notInteger, "`\(lastToken(of: pointer))` must be \(expectation).")
                }
                return try make(integer)
            } catch {
                throw RPCError(error, at: pointer)
            }
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
            guard value.kind == .object else { throw .unexpected(value, at: pointer, expectation) }
            return try make(Arguments(members: value, declared: parameters, at: pointer))
        }
    }
}

extension ParameterType where Value == Bool {
    /// `true` or `false`.
    static let boolean = ParameterType(expectation: "true or false", schema: .boolean) { (value, pointer) throws(RPCError) in
        guard let bool = value.bool else { throw .unexpected(value, at: pointer, "true or false") }
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
    /// One of a closed set of words.
    static var word: ParameterType {
        let expectation = "one of \(Value.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))"
        let schema = Schema.words(Value.allCases.map(\.rawValue))
        return ParameterType(expectation: expectation, schema: schema) { (value, pointer) throws(RPCError) in
            guard let word = value.string.flatMap(Value.init) else {
                throw .unexpected(value, at: pointer, expectation)
            }
            return word
        }
    }
}

extension RPCError {
    /// A value of another JSON kind than the parameter takes, or a word that is none of those it takes.
    static func unexpected(_ value: JSONValue, at pointer: String, _ expectation: String) -> RPCError {
        let advice = value.isNull ? "; leave it out instead of sending null" : ""
        return .invalidParameter(pointer, "`\(lastToken(of: pointer))` must be \(expectation)\(advice).")
    }

    /// A refused value, with the place where it stands and the number that the payment service uses for it.
    init(_ refusal: Refusal, at pointer: String?) {
        self.init(code: refusal.kind.code, kind: refusal.kind.rawValue, message: refusal.message, parameter: pointer)
    }
}

/// The name at the end of a JSON Pointer, for a sentence that people read.
func lastToken(of pointer: String) -> String {
    pointer.split(separator: "/").last { Int($0) == nil }.map(String.init) ?? "params"
}
