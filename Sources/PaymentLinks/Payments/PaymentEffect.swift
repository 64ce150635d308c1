/// The effect of a report on a link.
package enum PaymentEffect: Sendable, Hashable {
    /// Nothing new: the link stays as it is, and nothing is recorded.
    case nothing
    case becomes(LinkStatus)
    /// Money is received: `whole` once all that is due is held, `part` until then.
    case receives(whole: LinkStatus, part: LinkStatus)
    /// Money goes back: `whole` if nothing is left, `part` while some is. Refused if no money is held.
    case returns(whole: LinkStatus, part: LinkStatus)
    /// The report contradicts the status: `invalidTransition`, and nothing changes.
    case refused
}
