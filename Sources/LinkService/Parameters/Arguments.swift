package import JSON
package import JSONRPC

/// The arguments of one call, or the members of an object inside them, held against what the method declares.
///
/// Named arguments have to be declared, down to the case of their letters; positional ones follow the declared order.
package struct Arguments: Sendable {
    /// The arguments that were sent, by name, in the order of the request.
    let sent: [(name: String, value: JSONValue)]
    private let pointer: String
    /// The room for the answer of the whole call.
    let room: AnswerRoom

    /// Takes the `params` of a request.
    ///
    /// - Throws: `invalidParameter` for a name that is not declared, or for more positions than there are names.
    package init(
        _ parameters: JSONValue?,
        declared: [DeclaredParameter],
        room: AnswerRoom = AnswerRoom()
    ) throws(RPCError) {
        self.room = room
        pointer = ""
        guard let parameters else {
            sent = []
            return
        }
        guard parameters.kind == .array else {
            sent = try Self.members(of: parameters, declared, at: "")
            return
        }
        guard parameters.count <= declared.count else {
            throw .invalidParameter(
                "/\(declared.count)",
                "There are \(parameters.count) positional arguments, and at most \(declared.count) are known; name them instead."
            )
        }
        sent = zip(declared, parameters.elements).map { ($0.name, $1) }
    }

    /// Takes the members of an object that stands at a JSON Pointer.
    init(members object: JSONValue, declared: [DeclaredParameter], at pointer: String) throws(RPCError) {
        room = AnswerRoom()
        sent = try Self.members(of: object, declared, at: pointer)
        self.pointer = pointer
    }

    /// Reads an argument that may be left out.
    func optional<Value>(_ parameter: Parameter<Value>) throws(RPCError) -> Value? {
        guard let value = value(of: parameter.name) else { return nil }
        return try parameter.type.read(value, pointer.isEmpty ? parameter.pointer : pointer(to: parameter.name))
    }

    /// Reads an argument that every call needs.
    func required<Value>(_ parameter: Parameter<Value>) throws(RPCError) -> Value {
        guard let value = try optional(parameter) else {
            throw .invalidParameter(
                pointer(to: parameter.name),
                "`\(parameter.name)` is needed; give \(parameter.type.expectation)."
            )
        }
        return value
    }

    /// Refuses two arguments that say the same thing in different ways.
    func refuseBoth<First, Second>(_ first: Parameter<First>, _ second: Parameter<Second>) throws(RPCError) {
        guard value(of: first.name) != nil, value(of: second.name) != nil else { return }
        throw .invalidParameter(
            pointer(to: second.name),
            "`\(first.name)` and `\(second.name)` exclude each other; give one of them."
        )
    }

    /// Where an argument stands, as a JSON Pointer (RFC 6901) into `params` by name.
    func pointer(to name: String) -> String {
        pointer + "/" + name
    }

    private func value(of name: String) -> JSONValue? {
        // Most names differ in length, and most parameters are left out.
        sent.first { $0.name.utf8.count == name.utf8.count && $0.name == name }?.value
    }

    private static func members(
        of object: JSONValue,
        _ declared: [DeclaredParameter],
        at pointer: String
    ) throws(RPCError) -> [(name: String, value: JSONValue)] {
        var sent: [(name: String, value: JSONValue)] = []
        sent.reserveCapacity(object.count)
        var members = object.members
        while let (name, value) = members.nextUndecoded() {
            // Bytes are compared: to a String the Kelvin sign is the letter K, and nobody would find the value.
            guard let position = declared.indices.first(where: { name.isText(declared[$0].name) }) else {
                throw .undeclared(name.string ?? "", declared, at: pointer)
            }
            sent.append((declared[position].name, value))
        }
        return sent
    }
}

extension RPCError {
    fileprivate static func undeclared(
        _ name: String,
        _ declared: [DeclaredParameter],
        at pointer: String
    ) -> RPCError {
        let known = declared.map(\.name).joined(separator: ", ")
        return .invalidParameter(
            "\(pointer)/\(name.jsonPointerToken)",
            known.isEmpty
                ? "There is no parameter `\(name.quotable)`; this takes none."
                : "There is no parameter `\(name.quotable)`; known are \(known)."
        )
    }
}

extension String {
    /// The beginning of what a caller sent, fit for one line of a log or a terminal.
    fileprivate var quotable: String {
        let shown = unicodeScalars.prefix(60).map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: "?"
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(shown))
    }
}
