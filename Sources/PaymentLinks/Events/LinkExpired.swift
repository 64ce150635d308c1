/// A link expired unpaid.
///
/// From now on it is expired whatever the clock says.
package struct LinkExpired: Sendable, Hashable {
    package let key: LinkKey

    package init(key: LinkKey) {
        self.key = key
    }
}
