/// The result of a command.
package enum Decision: Sendable {
    /// Record these events as one record; the answer is these links in their new state, of a batch one for each row.
    case record([LinkEvent], answers: [LinkKey])
    /// Nothing changes; the answer is these links.
    case unchanged(answers: [Link])
    /// The key was used for the same request before; the first answer is given again.
    case replayed(IdempotencyRecord)

    /// Record these events; the answer is one link.
    package static func record(_ events: [LinkEvent], answer: LinkKey) -> Decision {
        .record(events, answers: [answer])
    }

    /// Nothing changes; the answer is one link.
    package static func unchanged(_ link: Link) -> Decision {
        .unchanged(answers: [link])
    }
}
