/// A customer opened a link: its payment page was shown, and a payment may have begun.
///
/// A peek records no event.
package struct LinkOpened: Sendable, Hashable {
    package let key: LinkKey

    package init(key: LinkKey) {
        self.key = key
    }
}
