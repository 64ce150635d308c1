/// An event that contradicts the events before it.
package enum FoldError: Error, Sendable, Equatable {
    case orderIDTwice(LinkKey)
    case unknownLink(LinkKey)
}
