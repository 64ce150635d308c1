/// An argument of the form `KEY=VALUE`, cut at its first equals sign.
struct KeyValue: Sendable, Equatable {
    let key: String
    let value: String

    /// Reads an argument; the value may be empty, the key not.
    init(argument: String) throws(UsageError) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let key = parts.first, let value = parts.last, !key.isEmpty else {
            throw UsageError("\"\(argument)\" is not of the form KEY=VALUE; write for example orderId=A-1001.")
        }
        self.key = String(key)
        self.value = String(value)
    }
}
