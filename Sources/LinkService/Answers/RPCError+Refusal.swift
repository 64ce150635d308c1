import JSONRPC
import PaymentLinks

extension Refusal.Kind {
    /// The kind as the wire has it.
    var error: ErrorKind { ErrorKind(rawValue, code: code, retryable: self == .issuerUnreachable) }
}

extension RPCError {
    /// A refused value, with the place where it stands.
    init(_ refusal: Refusal, at pointer: String?) {
        self.init(refusal.kind.error, refusal.message, at: pointer)
    }

    /// A refusal of a kind with its sentence.
    init(_ kind: Refusal.Kind, _ message: String, at pointer: String?, details: [UInt8] = []) {
        self.init(kind.error, message, at: pointer, details: details)
    }
}

/// Makes a domain value that stands at a pointer into `params`; its refusal becomes the error that callers see.
func refusing<Value>(
    at pointer: String?,
    _ make: () throws(Refusal) -> Value
) throws(RPCError) -> Value {
    do throws(Refusal) {
        return try make()
    } catch {
        throw RPCError(error, at: pointer)
    }
}
