/// What a report about a payment does to a link.
package enum PaymentEffect: Sendable, Hashable {
    /// It says nothing new: the link stays as it is, and nothing is recorded.
    case nothing
    case becomes(LinkStatus)
    /// Money came: `whole` once all that is due is there, `part` until then.
    case receives(whole: LinkStatus, part: LinkStatus)
    /// Money went: `whole` when nothing of it is left, `part` while some is. Refused where no money had come.
    case returns(whole: LinkStatus, part: LinkStatus)
    /// It can't be true of such a link: `invalidTransition`, and nothing changes.
    case refused
}
