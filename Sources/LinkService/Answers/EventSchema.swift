import PaymentLinks

/// The shape of what `listEvents` answers.
enum EventSchema {
    static let page = NamedSchema(
        "EventPage",
        .object(
            [
                Schema.Member(
                    "events",
                    .array(of: .named(event), counts: 0...ServiceLimits.pageMax),
                    "The events, in their order."
                ),
                Schema.Member(
                    "unreadable",
                    .array(of: range, counts: nil),
                    isRequired: false,
                    "The numbers of events that can't be read from the journal any more; only if there are such."
                ),
                Schema.Member("seq", .atLeast(0), "What to send as `after` next: the last number that was looked at."),
            ],
            closed: false
        )
    )

    private static let range = Schema.object(
        [
            Schema.Member("first", .atLeast(1), "The first number."),
            Schema.Member("last", .atLeast(1), "The last number."),
        ],
        closed: false
    )

    private static let event = NamedSchema(
        "Event",
        .object(
            [
                Schema.Member("seq", .atLeast(1), "Its number; the numbers of all events have no gaps."),
                Schema.Member("time", .time, "When it was decided."),
                Schema.Member("actor", actor, "The process that asked for it, as the kernel knows it."),
                Schema.Member("type", .words(EventType.allCases.map(\.rawValue)), "What happened."),
                Schema.Member("site", .text, "The site of the link."),
                Schema.Member("orderId", .string(1...50), "The order of the link."),
            ],
            closed: false
        )
    )

    private static let actor = Schema.object(
        [
            Schema.Member("uid", .atLeast(0), "Its user."),
            Schema.Member("gid", .atLeast(0), "Its group."),
            Schema.Member("pid", .atLeast(0), "Its number."),
        ],
        closed: false
    )
}
