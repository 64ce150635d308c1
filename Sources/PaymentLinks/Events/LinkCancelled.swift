/// A link was cancelled and is no longer payable.
package struct LinkCancelled: Sendable, Hashable {
    package let key: LinkKey
    package let reason: Reason?

    package init(key: LinkKey, reason: Reason?) {
        self.key = key
        self.reason = reason
    }
}
