import PaymentLinks

/// The shape of what `getServiceStatus` answers.
enum ServiceStatusSchema {
    static let status = NamedSchema(
        "ServiceStatus",
        .object(
            [
                Schema.Member("version", .text, "The daemon's version."),
                Schema.Member("startedAt", .time, "When the daemon started."),
                Schema.Member("uptimeSeconds", .atLeast(0), "For how long it has been running."),
                Schema.Member("seq", .atLeast(0), "The last change that the numbers reflect."),
                Schema.Member("counts", counts, "How much there is."),
                Schema.Member(
                    "journal",
                    journal,
                    isRequired: false,
                    "How far the journal on disk reaches, of an engine that has one; it may have gone on since."
                ),
                Schema.Member("storage", storage, isRequired: false, "How the disk does."),
                Schema.Member(
                    "commits",
                    times,
                    isRequired: false,
                    "How long writes to the journal took with their sync."
                ),
                Schema.Member(
                    "calls",
                    times,
                    isRequired: false,
                    "How long calls took, those that wait for events left out."
                ),
                Schema.Member("queues", queues, isRequired: false, "What waits, or is under way."),
                Schema.Member(
                    "refusals",
                    .map(to: .atLeast(1)),
                    isRequired: false,
                    "How many requests and connections were refused since the start, by kind of error."
                ),
                Schema.Member("sites", .array(of: .text, counts: nil), "The configured sites."),
                Schema.Member(
                    "formerSites",
                    .map(to: .atLeast(1)),
                    "The sites that are no longer configured, each with the number of its links, which are still served."
                ),
                Schema.Member("limits", .map(to: .atLeast(1)), "Every limit with its value."),
            ],
            closed: false
        )
    )

    private static let counts = Schema.object(
        [
            Schema.Member("links", .atLeast(0), "How many links."),
            Schema.Member(
                "byStatus",
                .object(
                    LinkStatus.allCases.map {
                        Schema.Member($0.rawValue, .atLeast(0), "How many are `\($0.rawValue)`.")
                    },
                    closed: false
                ),
                "How many links have each status; one whose time is up counts as expired as soon as that is recorded."
            ),
        ],
        closed: false
    )

    private static let storage = Schema.object(
        [
            Schema.Member(
                "state",
                .words(ServiceActivity.StorageState.allCases.map(\.rawValue)),
                "`full` while records are refused for want of room, or will be soon, `slow` while a commit takes over a second."
            ),
            Schema.Member("freeBytes", .nullable(.atLeast(0)), "The room on the disk, at the last look."),
            Schema.Member("queuedBytes", .atLeast(0), "What waits to be written."),
            Schema.Member(
                "unreadableCount",
                .atLeast(0),
                "How many calls since the start met a record that can't be read."
            ),
        ],
        closed: false
    )

    private static let queues = Schema.object(
        [
            Schema.Member("connections", .atLeast(0), "Open connections, a second ago at most."),
            Schema.Member("requests", .atLeast(0), "Requests without an answer, a second ago at most."),
            Schema.Member(
                "heldConnections",
                .atLeast(0),
                "Connections with lines that wait for their turn, for room or for a place, a second ago at most."
            ),
            Schema.Member(
                "heldBytes",
                .atLeast(0),
                "Bytes of requests that wait, and of answers that are not taken, a second ago at most."
            ),
            Schema.Member("searches", .atLeast(0), "Lists, searches and looks at history that wait or are under way."),
            Schema.Member("issuing", .atLeast(0), "Links that a payment service has yet to answer for."),
        ],
        closed: false
    )

    private static let times = Schema.object(
        [
            Schema.Member("count", .atLeast(0), "How many since the start."),
            Schema.Member("totalMicroseconds", .atLeast(0), "How long all of them took together."),
            Schema.Member("p50Microseconds", .atLeast(0), "Half took no longer."),
            Schema.Member("p99Microseconds", .atLeast(0), "99 of 100 took no longer."),
            Schema.Member("maxMicroseconds", .atLeast(0), "The longest."),
        ],
        closed: false
    )

    private static let journal = Schema.object(
        [
            Schema.Member("seq", .atLeast(0), "The last change on disk."),
            Schema.Member("bytes", .atLeast(0), "How long the journal is."),
            Schema.Member(
                "head",
                .pattern("^[0-9a-f]{64}$"),
                "The hash of the last record: kept elsewhere, it shows later whether history was changed."
            ),
        ],
        closed: false
    )
}
