package import PaymentLinks

/// How a site appears to its customers, and whether it reminds them.
package struct SiteProfile: Sendable, Hashable {
    /// The shop's name; nil if none is configured.
    package var name: ShopName?
    /// The sender of its mails; nil if none is configured.
    package var mailFrom: EmailAddress?
    /// Whether reminders are made for its links at all.
    package var sendsReminders: Bool

    /// Makes a profile; without values that of a site which is configured with none.
    package init(name: ShopName? = nil, mailFrom: EmailAddress? = nil, sendsReminders: Bool = false) {
        self.name = name
        self.mailFrom = mailFrom
        self.sendsReminders = sendsReminders
    }
}
