/// Names a link by its site and its order ID, which is unique within the site.
package struct LinkKey: Sendable, Hashable {
    package let site: SiteName
    package let orderID: OrderID

    package init(site: SiteName, orderID: OrderID) {
        self.site = site
        self.orderID = orderID
    }

    /// Another order of the same site.
    package func sibling(_ orderID: OrderID) -> LinkKey {
        LinkKey(site: site, orderID: orderID)
    }
}
