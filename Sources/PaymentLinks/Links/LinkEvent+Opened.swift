/// A customer opened a link: its page was shown, and may have begun a payment.
///
/// Looking without counting leaves no event.
package struct LinkOpened: Sendable, Hashable {
    package let key: LinkKey

    package init(key: LinkKey) {
        self.key = key
    }
}
