/// One link, named in one of the two ways.
package enum LinkReference: Sendable, Hashable {
    case key(LinkKey)
    /// The daemon's own ID, with the site that it has to be of.
    case id(LinkID, site: SiteName?)
}
