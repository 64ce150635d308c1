/// Makes the personal data of one order, or of a person's every link of a site, unreadable.
package struct EraseCommand: Sendable {
    /// Whose data.
    package enum Target: Sendable, Hashable {
        case order(OrderID)
        /// Every link whose customer has this address, without regard to the case of its letters.
        case email(EmailAddress)
    }

    package var site: SiteName
    package var target: Target
    package var reason: Reason

    package init(site: SiteName, target: Target, reason: Reason) {
        self.site = site
        self.target = target
        self.reason = reason
    }

    /// Decides which links lose their customer: one event each, none if there is nothing of a person left.
    ///
    /// Pure, like `Command.decide`.
    ///
    /// - Throws: `unknownOrder`. An address that nobody has is no mistake, since it may have been erased before.
    package func decide(in book: some LinkSource) throws(DecisionRefusal) -> [PersonalDataErased] {
        try links(in: book).filter(\.hasPersonalData).map { link in
            PersonalDataErased(key: link.key, reason: reason, seals: link.seals)
        }
    }

    private func links(in book: some LinkSource) throws(DecisionRefusal) -> [Link] {
        switch target {
        case .order(let orderID):
            let key = LinkKey(site: site, orderID: orderID)
            guard let link = book.link(for: key) else { throw .unknownOrder(key) }
            return [link]
        case .email(let email): return book.links(withEmail: email, of: site)
        }
    }
}

extension Customer {
    /// Whether the address is this customer's, without regard to the case of ASCII letters.
    package func has(_ email: EmailAddress) -> Bool {
        self.email.map { $0.text.asciiUppercased == email.text.asciiUppercased } ?? false
    }
}
