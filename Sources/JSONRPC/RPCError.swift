package import JSON

/// The `error` member of an answer (JSON-RPC 2.0 section 5.1).
///
/// The message is for people; a program matches on the kind. On the wire `data` is
/// `{"kind":…,"parameter":…,"retryable":…, details…}`, where `parameter` is present only if set.
package struct RPCError: Error, Sendable, Equatable {
    package let kind: ErrorKind
    /// One sentence without a line break.
    package let message: String
    /// The JSON Pointer (RFC 6901) of the refused value within `params`.
    package let parameter: String?
    /// Further members of `data`, encoded as `"limit":100,…` without braces; empty for none.
    package let details: [UInt8]

    package init(_ kind: ErrorKind, _ message: String, at pointer: String? = nil, details: [UInt8] = []) {
        self.kind = kind
        self.message = message
        parameter = pointer
        self.details = details
    }

    package var code: Int { kind.code }
    package var retryable: Bool { kind.retryable }

    /// Encodes further members of `data`, for ``details``.
    package static func members(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(reserving: 64)
        body(&writer)
        return writer.bytes
    }

    /// Writes the error object as the next value.
    package func write(to writer: inout JSONWriter) {
        writer.object { error in
            error.member("code", code)
            error.member("message", message)
            error.object("data") { data in
                data.member("kind", kind.name)
                if let parameter { data.member("parameter", parameter) }
                data.member("retryable", retryable)
                data.rawMembers(details)
            }
        }
    }
}
