/// A change of a link: the payload of the journal, and the only thing that changes state.
package enum LinkEvent: Sendable, Hashable {
    // Indirect, since it is the largest case by far.
    indirect case generated(LinkGenerated)
    case issued(LinkIssued)
    case issueFailed(LinkIssueFailed)
    case cancelled(LinkCancelled)
    case superseded(LinkSuperseded)
    case answered(LinkAnswered)
    case paymentRecorded(PaymentRecorded)
    case markedDuplicate(LinkMarkedDuplicate)
    case paidAgain(LinkPaidAgain)
    case paidCarried(LinkPaidCarried)
    case updated(LinkUpdated)
    case expired(LinkExpired)
    case opened(LinkOpened)
    case erased(PersonalDataErased)

    /// The link that changed.
    package var key: LinkKey {
        switch self {
        case .generated(let event): event.key
        case .issued(let event): event.key
        case .issueFailed(let event): event.key
        case .cancelled(let event): event.key
        case .superseded(let event): event.key
        case .answered(let event): event.key
        case .paymentRecorded(let event): event.key
        case .markedDuplicate(let event): event.key
        case .paidAgain(let event): event.key
        case .paidCarried(let event): event.key
        case .updated(let event): event.key
        case .expired(let event): event.key
        case .opened(let event): event.key
        case .erased(let event): event.key
        }
    }
}
