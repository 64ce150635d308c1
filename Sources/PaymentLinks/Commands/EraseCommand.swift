/// Makes the personal data of some links unreadable.
package struct EraseCommand: Sendable {
    /// The links, each of which exists.
    package var keys: [LinkKey]
    package var reason: Reason

    package init(keys: [LinkKey], reason: Reason) {
        self.keys = keys
        self.reason = reason
    }
}

extension EraseCommand {
    /// Records one event for each link that has personal data.
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
