/// A link was the answer to a request with an idempotency key, and did not change.
///
/// Recorded so that the key gets the same answer again, whatever happens to the link.
package struct LinkAnswered: Sendable, Hashable {
    package let key: LinkKey
    /// The key that masks the hashes of the request's personal data; nil if it has none.
    package var keyID: KeyID?

    package init(key: LinkKey, keyID: KeyID? = nil) {
        self.key = key
        self.keyID = keyID
    }
}
