import JSON

/// The parameters of `paylink call`: one JSON text, or `KEY=VALUE` pairs.
enum CallParameters {
    /// Encodes the arguments after the method's name as `params`, on one line.
    ///
    /// - Parameters:
    ///   - arguments: Nothing; one JSON object or array; `-` for such a text on standard input; or pairs. A pair's
    ///     value is taken as JSON if it is JSON, else as a string.
    ///   - texts: The parameters that are strings, also when they look like a number.
    ///   - standardInput: Reads all of standard input.
    /// - Returns: An object or array; nil without arguments.
    /// - Throws: `UsageError`, or what `standardInput` throws.
    static func encode(
        _ arguments: [String],
        texts: Set<String> = [],
        standardInput: () throws -> [UInt8]
    ) throws -> [UInt8]? {
        guard let first = arguments.first else { return nil }
        let isText = first == "-" || first.hasPrefix("{") || first.hasPrefix("[")
        guard isText else { return try object(arguments, texts) }
        guard arguments.count == 1 else {
            throw UsageError("Give either one JSON text or KEY=VALUE pairs, not both.")
        }
        return try text(first == "-" ? standardInput() : Array(first.utf8))
    }

    private static func text(_ bytes: [UInt8]) throws(UsageError) -> [UInt8] {
        let kind: JSONValue.Kind
        do throws(JSONSyntaxError) {
            kind = try JSONDocument(parsing: bytes).root.kind
        } catch {
            throw UsageError("The parameters are not JSON. \(error.message)")
        }
        guard kind == .object || kind == .array else {
            throw UsageError("The parameters must be a JSON object or array.")
        }
        // Valid JSON has line breaks only between its tokens, so a space is as good.
        return bytes.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 }
    }

    private static func object(_ arguments: [String], _ texts: Set<String>) throws(UsageError) -> [UInt8] {
        var writer = JSONWriter()
        var seen: Set<String> = []
        writer.beginObject()
        for argument in arguments {
            let pair = try KeyValue(argument: argument)
            guard seen.insert(pair.key).inserted else {
                throw UsageError("\(pair.key) is given twice; give it once.")
            }
            writer.key(pair.key)
            let isText = texts.contains(pair.key) && !pair.value.hasPrefix("\"")
            if !isText, let json = json(pair.value) { writer.raw(json) } else { writer.value(pair.value) }
        }
        writer.endObject()
        return writer.bytes
    }

    /// The text's bytes if they are one JSON value on one line.
    static func json(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard !bytes.contains(UInt8(ascii: "\n")), (try? JSONDocument(parsing: bytes)) != nil else { return nil }
        return bytes
    }
}
