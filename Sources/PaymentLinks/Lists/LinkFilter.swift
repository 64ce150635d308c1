/// Selects links for a list; a member that is nil or empty matches every link.
package struct LinkFilter: Sendable, Hashable {
    package var site: SiteName?
    /// Those that the caller may see; nil for all.
    package var sites: Set<SiteName>?
    package var statuses: Set<LinkStatus> = []
    package var orderIDPrefix: String?
    /// Inclusive, as all lower bounds are.
    package var createdAfter: Instant?
    /// Exclusive, as all upper bounds of time are: the ranges of two days share no link.
    package var createdBefore: Instant?
    package var expiresAfter: Instant?
    package var expiresBefore: Instant?
    package var currency: Currency?
    package var amountMin: Int64?
    /// Inclusive.
    package var amountMax: Int64?
    /// Searched in order ID, description, the customer's full name and e-mail address.
    package var text: SearchText?
    /// A link matches if it has each of these entries.
    package var metadata: Metadata?
    /// A link matches if a reminder of it is due at this moment.
    package var reminderDueAt: Instant?

    package init() {}

    /// Whether a link is in the list at a moment.
    package func matches(_ link: Link, at now: Instant) -> Bool {
        if let site, link.key.site != site { return false }
        if let sites, !sites.contains(link.key.site) { return false }
        if !statuses.isEmpty, !statuses.contains(link.status(at: now)) { return false }
        if let orderIDPrefix, !link.key.orderID.text.utf8.starts(with: orderIDPrefix.utf8) { return false }
        return matchesTime(createdAt: link.createdAt, expiresAt: link.expiresAt)
            && matchesMoney(link.terms.money.amount, link.terms.money.currency)
            && matchesText(link) && matchesMetadata(link) && matchesReminder(link)
    }

    package func matchesTime(createdAt: Instant, expiresAt: Instant) -> Bool {
        if let createdAfter, createdAt < createdAfter { return false }
        if let createdBefore, createdAt >= createdBefore { return false }
        if let expiresAfter, expiresAt < expiresAfter { return false }
        if let expiresBefore, expiresAt >= expiresBefore { return false }
        return true
    }

    package func matchesMoney(_ amount: Int64, _ currency: Currency) -> Bool {
        if let wanted = self.currency, currency != wanted { return false }
        if let amountMin, amount < amountMin { return false }
        if let amountMax, amount > amountMax { return false }
        return true
    }

    private func matchesText(_ link: Link) -> Bool {
        guard let text else { return true }
        let customer = link.terms.customer
        return text.isFound(in: link.key.orderID.text) || text.isFound(in: link.terms.description.text)
            || text.isFound(in: customer.fullName) || text.isFound(in: customer.email?.text ?? "")
    }

    private func matchesReminder(_ link: Link) -> Bool {
        reminderDueAt.map { link.dueReminder(at: $0) != nil } ?? true
    }

    private func matchesMetadata(_ link: Link) -> Bool {
        guard let metadata else { return true }
        return metadata.entries.allSatisfy { link.terms.metadata.entries.contains($0) }
    }
}
