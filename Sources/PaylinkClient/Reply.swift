package import JSON

/// What the daemon answered to one call.
package enum Reply: Sendable {
    case result(JSONValue)
    case refused(RemoteError)

    /// The result.
    ///
    /// - Throws: The daemon's error, when it refused.
    package func get() throws(RemoteError) -> JSONValue {
        switch self {
        case .result(let value): return value
        case .refused(let error): throw error
        }
    }

    /// Reads an answer's line (JSON-RPC 2.0 section 5).
    ///
    /// - Parameters:
    ///   - line: The line, without its newline.
    ///   - id: The `id` of the request. An error may have `null` instead: the daemon could not read the request, or
    ///     turned the whole connection away.
    /// - Throws: `invalidAnswer`.
    package init(line: [UInt8], id: Int64) throws(ClientError) {
        let answer: JSONValue
        do throws(JSONSyntaxError) {
            answer = try JSONDocument(parsing: line).root
        } catch {
            throw .invalidAnswer(error.message)
        }
        guard answer["jsonrpc"]?.string == "2.0", let answeredID = answer["id"] else {
            throw .invalidAnswer("It is no JSON-RPC 2.0.")
        }
        if let error = answer["error"].flatMap(RemoteError.init), answeredID.integer == id || answeredID.isNull {
            self = .refused(error)
        } else if let result = answer["result"], answeredID.integer == id {
            self = .result(result)
        } else {
            throw .invalidAnswer("It has neither a result nor an error for this request.")
        }
    }
}
