/// The table of transitions: the effect of a reported status on a link's status.
///
/// `proto-docs/transitions.md` is generated from it. Its rules: money outranks the clock and every refusal, so a link that
/// expired or was cancelled can still become paid; a paid link never becomes unpaid; money goes back only if some came.
package enum LinkTransitions {
    /// The effect of a report on a link with this status at the time of the report.
    package static func effect(of report: ReportedStatus, on status: LinkStatus) -> PaymentEffect {
        switch report.meaning {
        case .uncleared: held(status)
        case .completed: paid(status)
        case .declined: failed(as: .declined, from: status)
        case .cancelled: cancelled(status)
        case .expired: failed(as: .expired, from: status)
        case .shipped: status.isPaid || status == .uncleared ? .nothing : .refused
        case .refunded: refunded(status)
        case .chargeback: chargedBack(status)
        case .initialized, .reserved: .nothing
        case .void, .partialRefunded, .chargedback: .refused
        }
    }

    private static func held(_ status: LinkStatus) -> PaymentEffect {
        switch status {
        case .pending, .active, .declined, .cancelled, .expired, .duplicate: .becomes(.uncleared)
        case .uncleared: .nothing
        case .completed, .refunded, .partialRefunded, .chargedback, .failed: .refused
        }
    }

    private static func paid(_ status: LinkStatus) -> PaymentEffect {
        switch status {
        case .pending, .active, .declined, .cancelled, .expired, .duplicate, .failed:
            .receives(whole: .completed, part: status)
        case .uncleared: .receives(whole: .completed, part: .active)
        case .completed, .partialRefunded: .receives(whole: status, part: status)
        // Won back, or paid anew.
        case .chargedback: .receives(whole: .completed, part: .chargedback)
        case .refunded: .receives(whole: .partialRefunded, part: .partialRefunded)
        }
    }

    private static func failed(as failure: LinkStatus, from status: LinkStatus) -> PaymentEffect {
        switch status {
        case .pending, .active, .uncleared: .becomes(failure)
        case .declined, .cancelled, .expired, .duplicate, .failed: .nothing
        case .completed, .refunded, .partialRefunded, .chargedback: .refused
        }
    }

    private static func cancelled(_ status: LinkStatus) -> PaymentEffect {
        switch status {
        case .pending, .active, .uncleared, .declined, .expired, .failed: .becomes(.cancelled)
        case .cancelled, .duplicate: .nothing
        case .completed, .refunded, .partialRefunded, .chargedback: .refused
        }
    }

    private static func refunded(_ status: LinkStatus) -> PaymentEffect {
        switch status {
        case .completed, .refunded, .partialRefunded: .returns(whole: .refunded, part: .partialRefunded)
        case .pending, .active, .uncleared, .declined, .cancelled, .expired, .duplicate, .chargedback, .failed:
            .returns(whole: status, part: status)
        }
    }

    private static func chargedBack(_ status: LinkStatus) -> PaymentEffect {
        switch status {
        case .completed, .refunded, .partialRefunded, .chargedback: .returns(whole: .chargedback, part: .chargedback)
        case .pending, .active, .uncleared, .declined, .cancelled, .expired, .duplicate, .failed:
            .returns(whole: status, part: status)
        }
    }
}
