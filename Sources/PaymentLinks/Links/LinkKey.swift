/// What a link is known by: its order ID, which is unique within its site.
package struct LinkKey: Sendable, Hashable {
    package let site: SiteName
    package let orderID: OrderID

    package init(site: SiteName, orderID: OrderID) {
        self.site = site
        self.orderID = orderID
    }
}
