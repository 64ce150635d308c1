import JSON
import PaymentLinks

extension RequestFingerprint {
    /// Reduces a call to what has to be the same in a retry: its method and every argument as it was sent.
    ///
    /// White space, the order of members and the spelling of escapes make no difference. Left out are the key itself;
    /// `dryRun`, which never reaches a record; and the site, which the key's scope names, so that a retry stays the same
    /// request when a second site is configured meanwhile.
    init(method: String, arguments: Arguments) {
        self.init(
            method: method,
            arguments: arguments,
            without: [
                LinkParameters.idempotencyKey.name, LinkParameters.dryRun.name, LinkParameters.site.name,
            ]
        )
    }

    /// Reduces a call to its method and its arguments without some of them.
    init(method: String, arguments: Arguments, without names: Set<String>) {
        let parameters = arguments.sent
            .filter { !names.contains($0.name) }
            .map { Parameter(name: $0.name, hash: Self.hash($0.value.canonicalBytes)) }
        self.init(method: method, parameters: parameters)
    }
}

extension JSONValue {
    /// The value in one spelling: no white space, members in the order of their names, strings escaped in one way.
    fileprivate var canonicalBytes: [UInt8] {
        var writer = JSONWriter()
        writeCanonically(to: &writer)
        return writer.bytes
    }

    private func writeCanonically(to writer: inout JSONWriter) {
        switch kind {
        case .object:
            writer.object { writer in
                for (name, value) in members.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
                    writer.key(name)
                    value.writeCanonically(to: &writer)
                }
            }
        case .array:
            writer.array { writer in
                for element in elements { element.writeCanonically(to: &writer) }
            }
        case .string: writer.value(string ?? "")
        case .number, .bool, .null: writer.raw(rawBytes)
        }
    }
}
