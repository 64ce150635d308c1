package import JSON

/// The `error` member of an answer (JSON-RPC 2.0 section 5.1).
///
/// The message is for people; a program matches on `kind`. On the wire `data` is
/// `{"kind":…,"parameter":…,"retryable":…, details…}`, where `parameter` is present only if set.
package struct RPCError: Error, Sendable, Equatable {
    /// The number by which JSON-RPC clients tell errors apart; `-32768 ... -32000` are the protocol's.
    package var code: Int
    /// The stable camelCase name of what went wrong.
    package var kind: String
    /// One sentence without a line break.
    package var message: String
    /// The JSON Pointer (RFC 6901) of the refused value within `params`.
    package var parameter: String?
    /// Whether the same request may succeed later, unchanged.
    package var retryable: Bool
    /// Further members of `data`, encoded as `"limit":100,…` without braces; empty for none.
    package var details: [UInt8]

    /// Describes an error; `message` is a whole sentence, `details` as ``details``.
    package init(
        code: Int,
        kind: String,
        message: String,
        parameter: String? = nil,
        retryable: Bool = false,
        details: [UInt8] = []
    ) {
        self.code = code
        self.kind = kind
        self.message = message
        self.parameter = parameter
        self.retryable = retryable
        self.details = details
    }

    /// Writes the error object as the next value.
    package func write(to writer: inout JSONWriter) {
        writer.object { error in
            error.member("code", code)
            error.member("message", message)
            error.object("data") { data in
                data.member("kind", kind)
                if let parameter { data.member("parameter", parameter) }
                data.member("retryable", retryable)
                data.rawMembers(details)
            }
        }
    }
}
