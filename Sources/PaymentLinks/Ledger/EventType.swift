/// The names of events in the journal and in `listEvents`.
package enum EventType: String, CaseIterable, Sendable {
    case linkGenerated
    case linkIssued
    case linkIssueFailed
    case linkCancelled
    case linkSuperseded
    case linkAnswered
    case paymentRecorded
    case linkMarkedDuplicate
    case linkPaidAgain
    case linkPaidCarried
    case linkPaidCounted
    case linkUpdated
    case linkExpired
    case linkOpened
    case personalDataErased
    case reminderClaimed
    case reminderConfirmed
    case unknownOrderReported

    package init(of event: LinkEvent) {
        switch event {
        case .generated: self = .linkGenerated
        case .issued: self = .linkIssued
        case .issueFailed: self = .linkIssueFailed
        case .cancelled: self = .linkCancelled
        case .superseded: self = .linkSuperseded
        case .answered: self = .linkAnswered
        case .paymentRecorded: self = .paymentRecorded
        case .markedDuplicate: self = .linkMarkedDuplicate
        case .paidAgain: self = .linkPaidAgain
        case .paidCarried: self = .linkPaidCarried
        case .paidCounted: self = .linkPaidCounted
        case .updated: self = .linkUpdated
        case .expired: self = .linkExpired
        case .opened: self = .linkOpened
        case .erased: self = .personalDataErased
        case .reminderClaimed: self = .reminderClaimed
        case .reminderConfirmed: self = .reminderConfirmed
        case .unknownOrderReported: self = .unknownOrderReported
        }
    }
}
