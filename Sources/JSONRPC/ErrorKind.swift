/// The members that every error of one kind has in common on the wire.
///
/// The kinds below are those of JSON-RPC 2.0 (section 5.1) and of the server; a service adds kinds of its own.
package struct ErrorKind: Sendable, Equatable {
    /// The error's number; -32768 to -32000 are the protocol's.
    package let code: Int
    /// The stable camelCase name that clients match on.
    package let name: String
    /// Whether the same request may succeed later, unchanged.
    package let retryable: Bool

    package init(_ name: String, code: Int, retryable: Bool = false) {
        self.code = code
        self.name = name
        self.retryable = retryable
    }

    /// Makes an error of this kind, with the members of ``RPCError``.
    package func error(_ message: String, at pointer: String? = nil, details: [UInt8] = []) -> RPCError {
        RPCError(self, message, at: pointer, details: details)
    }
}

// MARK: - The protocol's own

extension ErrorKind {
    package static let parseError = ErrorKind("parseError", code: -32700)
    package static let invalidRequest = ErrorKind("invalidRequest", code: -32600)
    package static let methodNotFound = ErrorKind("methodNotFound", code: -32601)
    package static let invalidParameter = ErrorKind("invalidParameter", code: -32602)
    package static let internalError = ErrorKind("internalError", code: -32603)
}

// MARK: - The server's, from the range that the protocol leaves to servers

extension ErrorKind {
    package static let lineTooLong = limit("lineTooLong")
    package static let batchTooLarge = limit("batchTooLarge")
    package static let responseTooLarge = limit("responseTooLarge")
    package static let tooDeep = limit("tooDeep")
    package static let tooManyConnections = unavailable("tooManyConnections")
    package static let busy = unavailable("busy")
    package static let idleTimeout = unavailable("idleTimeout")
    package static let shuttingDown = unavailable("shuttingDown")
    package static let storageFailed = storage("storageFailed")
    package static let storageFull = storage("storageFull")

    package static let notAllowed = ErrorKind("notAllowed", code: -32004)

    private static func limit(_ name: String) -> ErrorKind { ErrorKind(name, code: -32001) }
    private static func unavailable(_ name: String) -> ErrorKind { ErrorKind(name, code: -32002, retryable: true) }
    private static func storage(_ name: String) -> ErrorKind { ErrorKind(name, code: -32003, retryable: true) }
}
