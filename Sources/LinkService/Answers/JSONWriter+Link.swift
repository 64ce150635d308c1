import Issuing
import JSON
import PaymentLinks

extension JSONWriter {
    /// The bytes of most links; with the array's header still within the largest chunk (1,032 bytes) that malloc keeps in
    /// a cache of the thread's own.
    static let linkByteCount = 960

    /// Writes a link as callers see it; the members are those of the wire's Link, always all of them.
    ///
    /// - Parameters:
    ///   - link: The link.
    ///   - now: The moment at which its status is told.
    ///   - profile: How its site appears to customers; errors do not tell it.
    ///   - isDryRun: Whether a dry run made it: it has no ID and no URL then, since nobody must ever pay it.
    ///   - recorded: Whether the call recorded anything; nil leaves the member out.
    ///   - warnings: What the caller should know; none leaves the member out.
    mutating func link(
        _ link: Link,
        at now: Instant,
        of profile: SiteProfile = SiteProfile(),
        isDryRun: Bool = false,
        recorded: Bool? = nil,
        warnings: [String] = []
    ) {
        object { writer in
            writer.member("linkId", isDryRun ? nil : link.id.text)
            writer.member("site", link.key.site.text)
            writer.member("siteName", profile.name?.text)
            writer.member("mailFrom", profile.mailFrom?.text)
            writer.member("issuer", link.issuer)
            writer.member("orderId", link.key.orderID.text)
            writer.member("url", isDryRun ? nil : link.url)
            writer.member("status", link.status(at: now).rawValue)
            writer.terms(link.terms)
            writer.member("createdAt", link.createdAt.text)
            writer.member("expiresAt", link.expiresAt.text)
            writer.member("customerErasedAt", link.customerErasedAt?.text)
            writer.history(of: link)
            writer.member("version", Int64(isDryRun ? 0 : link.version))
            writer.member("seq", Int64(link.seq))
            if let recorded { writer.member("recorded", recorded) }
            guard !warnings.isEmpty else { return }
            writer.array("warnings") { writer in
                for warning in warnings { writer.value(warning) }
            }
        }
    }

    private mutating func terms(_ terms: LinkTerms) {
        member("currency", terms.money.currency.code)
        member("amount", terms.money.amount)
        member("amountText", terms.money.text)
        member("description", terms.description.text)
        member("secondChanceEmail", terms.secondChanceEmail)
        customerMember(terms.customer)
        member("gateway", terms.gateway?.code)
        member("redirectUrl", terms.redirectURL?.text)
        member("cancelUrl", terms.cancelURL?.text)
        member("notificationUrl", terms.notificationURL?.text)
        object("metadata") { writer in
            for entry in terms.metadata.entries {
                writer.key(entry.key)
                writer.value(entry.value)
            }
        }
    }

    private mutating func history(of link: Link) {
        member("duplicateOf", link.lineage.duplicateOf?.text)
        member("supersededBy", link.supersededBy?.text)
        member("cancelledAt", link.cancellation?.at.text)
        member("cancelReason", link.cancellation?.reason?.text)
        payments(link.payments, over: link.balance.over)
        due(of: link)
        member("openings", link.openings)
        member("openingsLeft", link.openingsLeft)
    }

    /// Writes what is still to be paid, and what counts of earlier attempts.
    mutating func due(of link: Link) {
        member("carriedAmount", link.payments.carried.nonzero)
        let due = link.balance.due
        member("dueAmount", due)
        member("dueAmountText", due.map(link.terms.money.currency.text(ofMinorUnits:)))
    }

    /// What nobody has paid, refunded or taken back is null rather than 0, so that it stands out in a list.
    private mutating func payments(_ payments: LinkPayments, over: Int64) {
        member("paidAmount", payments.paid.nonzero)
        member("paidAt", payments.settlement?.at.text)
        key("paidLate")
        if payments.settlement == nil { null() } else { value(payments.isLate) }
        member("overpaidAmount", over.nonzero)
        member("refundedAmount", payments.refunded.nonzero)
        member("chargedBackAmount", payments.chargedBack.nonzero)
        member("transactionId", payments.transactionID?.text)
        member("settledBy", payments.settledBy?.text)
        member("paidAgainBy", payments.paidAgainBy?.text)
    }
}

extension JSONWriter {
    /// Writes the fields of a customer that are known; null if none is.
    mutating func customerMember(_ customer: Customer) {
        key("customer")
        guard !customer.isEmpty else { return null() }
        object { writer in
            writer.memberIfPresent("firstName", customer.firstName?.text)
            writer.memberIfPresent("lastName", customer.lastName?.text)
            writer.memberIfPresent("email", customer.email?.text)
            writer.memberIfPresent("country", customer.country?.code)
            writer.memberIfPresent("locale", customer.locale?.text)
        }
    }
}

extension Int64 {
    fileprivate var nonzero: Int64? { self == 0 ? nil : self }
}
