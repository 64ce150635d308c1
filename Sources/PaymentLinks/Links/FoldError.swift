/// An event that can't have happened after the ones before it.
package enum FoldError: Error, Sendable, Equatable {
    case orderIDTwice(LinkKey)
    case unknownLink(LinkKey)
}
