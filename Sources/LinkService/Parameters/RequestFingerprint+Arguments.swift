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
