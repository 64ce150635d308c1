/// The payment service refused to make the link: nobody can ever pay it.
package struct LinkIssueFailed: Sendable, Hashable {
    package let key: LinkKey
    package let refusal: IssuerRefusal

    package init(key: LinkKey, refusal: IssuerRefusal) {
        self.key = key
        self.refusal = refusal
    }
}
