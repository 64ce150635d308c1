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

/// An idempotency key with its owner: one user, on one site.
package struct RequestScope: Sendable, Hashable {
    package let uid: UInt32
    package let site: SiteName
    package let key: IdempotencyKey

    package init(uid: UInt32, site: SiteName, key: IdempotencyKey) {
        self.uid = uid
        self.site = site
        self.key = key
    }
}
