/// An idempotency key with the request that was sent under it: the same key and request get the first answer for ever.
///
/// A key belongs to one user and one site, so that nobody can read another's answer by guessing a key.
package struct RequestIdentity: Sendable, Hashable {
    package let scope: RequestScope
    package let fingerprint: RequestFingerprint

    package init(scope: RequestScope, fingerprint: RequestFingerprint) {
        self.scope = scope
        self.fingerprint = fingerprint
    }
}
