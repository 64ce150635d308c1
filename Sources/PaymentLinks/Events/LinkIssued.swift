/// The payment service made the link: a link that was pending can be paid from now on.
package struct LinkIssued: Sendable, Hashable {
    package let key: LinkKey
    package let url: String

    package init(key: LinkKey, url: String) {
        self.key = key
        self.url = url
    }
}
