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
