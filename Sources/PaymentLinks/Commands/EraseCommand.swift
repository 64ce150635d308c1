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
    /// It looks at every link before it refuses, so that an engine learns at once of all that it has to read.
    ///
    /// - Throws: `unknownOrder`.
    func decide(in links: some LinkSource) throws(DecisionRefusal) -> Decision {
        var events: [LinkEvent] = []
        var unknown: LinkKey?
        for key in keys {
            guard let link = links.link(for: key) else {
                unknown = unknown ?? key
                continue
            }
            guard link.hasPersonalData else { continue }
            events.append(.erased(PersonalDataErased(key: key, reason: reason, keyIDs: link.keyIDs)))
        }
        if let unknown { throw .unknownOrder(unknown) }
        return events.isEmpty ? .unchanged(answers: []) : .record(events, answers: events.map(\.key))
    }
}
