/// Makes the personal data of some links unreadable.
package struct EraseCommand: Sendable {
    /// The links, which have to be there.
    package var keys: [LinkKey]
    package var reason: Reason

    package init(keys: [LinkKey], reason: Reason) {
        self.keys = keys
        self.reason = reason
    }
}

extension EraseCommand {
    /// Decides which links lose their customer: one event each, none if there is nothing of a person left.
    ///
    /// - Throws: `unknownOrder`.
    func decide(in links: some LinkSource) throws(DecisionRefusal) -> Decision {
        var events: [LinkEvent] = []
        for key in keys {
            guard let link = links.link(for: key) else { throw .unknownOrder(key) }
            guard link.hasPersonalData else { continue }
            events.append(.erased(PersonalDataErased(key: key, reason: reason, keyIDs: link.keyIDs)))
        }
        return events.isEmpty ? .unchanged(answers: []) : .record(events, answers: events.map(\.key))
    }
}

extension Customer {
    /// Whether the address is this customer's, without regard to the case of ASCII letters.
    package func has(_ email: EmailAddress) -> Bool {
        self.email.map { $0.text.asciiUppercased == email.text.asciiUppercased } ?? false
    }
}
