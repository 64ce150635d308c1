package import JSON

/// The errors of the protocol and of the server's limits; a service makes its own of its kinds.
extension RPCError {
    /// The line is not JSON, or is nested beyond what the reader allows.
    package static func parseError(_ error: JSONSyntaxError) -> RPCError {
        RPCError(
            .parseError,
            "The line is not valid JSON. \(error.message)",
            details: members { $0.member("offset", error.offset) }
        )
    }

    /// The JSON is not a request; `reason` is a sentence.
    package static func invalidRequest(_ reason: String) -> RPCError {
        RPCError(.invalidRequest, reason)
    }

    /// No method has this name; `meant` is the method that was probably meant.
    package static func methodNotFound(_ name: String, meant: String? = nil) -> RPCError {
        RPCError(
            .methodNotFound,
            meant.map { "There is no such method; you may have meant \($0)." }
                ?? "There is no such method; call rpc.discover for the list.",
            details: members { $0.member("method", name) }
        )
    }

    /// A parameter is missing, unknown or refused; `pointer` is its JSON Pointer, `message` a sentence.
    package static func invalidParameter(_ pointer: String, _ message: String) -> RPCError {
        RPCError(.invalidParameter, message, at: pointer)
    }

    /// The request has more than `limit` arrays and objects open at once.
    package static func tooDeep(limit: Int) -> RPCError {
        RPCError(.tooDeep, "The request is nested deeper than \(limit) levels; send a flatter one.", limit: limit)
    }

    /// The line is longer than `limit` bytes.
    package static func lineTooLong(limit: Int) -> RPCError {
        RPCError(.lineTooLong, "The line is longer than \(limit) bytes; split the request.", limit: limit)
    }

    /// The line holds more than `limit` values and member names; like a line of too many bytes, it has to be split.
    package static func tooManyValues(limit: Int) -> RPCError {
        RPCError(.lineTooLong, "The line has more than \(limit) values and names; split the request.", limit: limit)
    }

    /// The batch has more than `limit` members.
    package static func batchTooLarge(limit: Int) -> RPCError {
        RPCError(.batchTooLarge, "The batch has more than \(limit) members; send several batches.", limit: limit)
    }

    /// The answer would be longer than `limit` bytes; changes made by the call stay.
    package static func responseTooLarge(limit: Int) -> RPCError {
        RPCError(.responseTooLarge, "The answer is longer than \(limit) bytes; ask for less at a time.", limit: limit)
    }

    /// The daemon, or this user, has `limit` connections open already.
    package static func tooManyConnections(limit: Int) -> RPCError {
        RPCError(
            .tooManyConnections,
            "All \(limit) connections are taken; close one or try again later.",
            limit: limit
        )
    }

    /// The daemon takes no new requests before it stops.
    package static func shuttingDown() -> RPCError {
        RPCError(.shuttingDown, "The daemon is shutting down; connect again in a moment.")
    }

    /// The daemon could not start, and tells whoever waits for it.
    package static func notStarted() -> RPCError {
        RPCError(
            .shuttingDown,
            "The daemon could not start, so nothing was done; systemctl status paylinkd tells why."
        )
    }

    /// The connection was silent for `limit` seconds, and is closed.
    package static func idleTimeout(limit: Int) -> RPCError {
        RPCError(
            .idleTimeout,
            "The connection was idle for \(limit) seconds and is closed; connect again.",
            limit: limit
        )
    }

    /// The request has not ended within `limit` seconds; it may still happen.
    package static func deadlineExceeded(limit: Int) -> RPCError {
        RPCError(
            .storageFailed,
            "The call has not ended within \(limit) seconds and its outcome is unknown; ask again with the same "
                + "idempotency key, or look the order up.",
            limit: limit
        )
    }

    /// The same for a request that changes nothing: a slow disk is no disk that failed.
    var ofReading: RPCError {
        RPCError(
            .busy,
            "The answer was not ready in time; the call changes nothing, so ask again in a moment.",
            details: details
        )
    }

    /// A request that changes nothing has taken `limit` seconds.
    package static func searchTooSlow(limit: Int) -> RPCError {
        RPCError(
            .busy,
            "The search has not ended within \(limit) seconds; ask for less at a time, or try again later.",
            limit: limit
        )
    }

    /// A long line has not arrived whole within `limit` seconds; nothing of it was run.
    package static func lineTooSlow(limit: Int) -> RPCError {
        RPCError(
            .busy,
            "The line has not arrived whole within \(limit) seconds and nothing was run; send it again in one go.",
            limit: limit
        )
    }

    /// The connections of this user hold `limit` bytes of requests and of answers that are not read.
    package static func tooMuchHeld(limit: Int) -> RPCError {
        RPCError(
            .busy,
            "Your connections hold all \(limit) bytes that they may; read the answers on them, or try again later.",
            limit: limit
        )
    }

    /// An error about a limit, which its data names.
    package init(_ kind: ErrorKind, _ message: String, at pointer: String? = nil, limit: Int) {
        self.init(kind, message, at: pointer, details: Self.members { $0.member("limit", limit) })
    }
}
