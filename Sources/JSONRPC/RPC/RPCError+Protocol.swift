package import JSON

/// The errors of the protocol itself and of the server's limits; a method's own errors are defined beside the method.
extension RPCError {
    /// The line is not JSON (-32700), or is nested beyond what the reader allows.
    package static func parseError(_ error: JSONSyntaxError) -> RPCError {
        RPCError(
            code: -32700,
            kind: "parseError",
            message: "The line is not valid JSON. \(error.message)",
            details: members { $0.member("offset", error.offset) }
        )
    }

    /// The JSON is not a request (-32600); `reason` is a whole sentence.
    package static func invalidRequest(_ reason: String) -> RPCError {
        RPCError(code: -32600, kind: "invalidRequest", message: reason)
    }

    /// No method has this name (-32601).
    package static func methodNotFound(_ name: String) -> RPCError {
        RPCError(
            code: -32601,
            kind: "methodNotFound",
            message: "There is no such method; call rpc.discover for the list.",
            details: members { $0.member("method", name) }
        )
    }

    /// A parameter is missing, unknown or refused (-32602); `pointer` is its JSON Pointer, `message` a whole sentence.
    package static func invalidParameter(_ pointer: String, _ message: String) -> RPCError {
        RPCError(code: -32602, kind: "invalidParameter", message: message, parameter: pointer)
    }

    /// The fault is ours (-32603).
    package static func internalError() -> RPCError {
        RPCError(
            code: -32603,
            kind: "internalError",
            message: "The daemon failed to answer; its log says why."
        )
    }

    /// The request has more than `limit` arrays and objects open at once.
    package static func tooDeep(limit: Int) -> RPCError {
        exceeded("tooDeep", limit, "The request is nested deeper than \(limit) levels; send a flatter one.")
    }

    /// The line is longer than `limit` bytes.
    package static func lineTooLong(limit: Int) -> RPCError {
        exceeded("lineTooLong", limit, "The line is longer than \(limit) bytes; split the request.")
    }

    /// The line holds more than `limit` values and member names: too long in another measure, with the same remedy.
    package static func tooManyValues(limit: Int) -> RPCError {
        exceeded("lineTooLong", limit, "The line has more than \(limit) values and names; split the request.")
    }

    /// The batch has more than `limit` members.
    package static func batchTooLarge(limit: Int) -> RPCError {
        exceeded("batchTooLarge", limit, "The batch has more than \(limit) members; send several batches.")
    }

    /// The answer would be longer than `limit` bytes; whatever the call changed stays changed.
    package static func responseTooLarge(limit: Int) -> RPCError {
        exceeded("responseTooLarge", limit, "The answer is longer than \(limit) bytes; ask for less at a time.")
    }

    /// The daemon, or this user, has `limit` connections open already.
    package static func tooManyConnections(limit: Int) -> RPCError {
        unavailable("tooManyConnections", limit, "All \(limit) connections are taken; close one or try again later.")
    }

    /// `limit` requests are unanswered already.
    package static func busy(limit: Int) -> RPCError {
        unavailable("busy", limit, "The daemon has \(limit) requests in hand already; try again in a moment.")
    }

    /// The daemon takes no new requests before it stops.
    package static func shuttingDown() -> RPCError {
        RPCError(
            code: -32002,
            kind: "shuttingDown",
            message: "The daemon is shutting down; connect again in a moment.",
            retryable: true
        )
    }

    /// Nobody was heard on the connection for `limit` seconds, so it is closed.
    package static func idleTimeout(limit: Int) -> RPCError {
        unavailable("idleTimeout", limit, "The connection was idle for \(limit) seconds and is closed; connect again.")
    }

    /// The request has waited for the disk for `limit` seconds; it may still happen.
    package static func deadlineExceeded(limit: Int) -> RPCError {
        RPCError(
            code: -32003,
            kind: "storageFailed",
            message:
                "The disk has not answered for \(limit) seconds and the outcome is unknown; ask again with the same "
                + "idempotency key, or look the order up.",
            retryable: true,
            details: members { $0.member("limit", limit) }
        )
    }

    private static func exceeded(_ kind: String, _ limit: Int, _ message: String) -> RPCError {
        RPCError(code: -32001, kind: kind, message: message, details: members { $0.member("limit", limit) })
    }

    private static func unavailable(_ kind: String, _ limit: Int, _ message: String) -> RPCError {
        RPCError(
            code: -32002,
            kind: kind,
            message: message,
            retryable: true,
            details: members { $0.member("limit", limit) }
        )
    }

    /// Encodes further members of `data`, for ``details``.
    package static func members(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(reserving: 64)
        body(&writer)
        return writer.bytes
    }
}
