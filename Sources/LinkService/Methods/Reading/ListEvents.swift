package import JSON
package import JSONRPC
import NIOConcurrencyHelpers
package import PaymentLinks

/// `listEvents`: tells every change in its order, and waits for the next.
package struct ListEvents: Method {
    package static let name = "listEvents"
    package static let summary =
        "Tells every change after a number, in the one order of all changes, and can wait for the next one."
    package static let parameters: [DeclaredParameter] = [
        after.required, limit.optional, waitSeconds.optional, LinkParameters.site.optional, types.optional,
    ]
    package static let result = Schema.named(EventSchema.page)
    package static let mayAnswerAtLength = true
    package static let waits = true
    package static let errors = DeclaredError.ofReading + [.unknownSite]

    private static let after = Parameter(
        "after",
        ParameterType<Position>.position,
        "The last number that was seen: 0 for everything from the beginning, `\"now\"` for nothing that has been."
    )
    private static let limit = Parameter(
        "limit",
        ParameterType<Int>.integer(1...Int64(ServiceLimits.pageMax)),
        "How many events at most; \(ServiceLimits.pageStandard) if left out. A page that grows too long has fewer."
    )
    private static let waitSeconds = Parameter(
        "waitSeconds",
        ParameterType<Int64>.integer(0...25),
        "How long to wait if there is nothing yet; 0 if left out. Answers behind this one on the connection wait as well."
    )
    private static let types = Parameter(
        "types",
        ParameterType<Set<EventType>>.eventTypes,
        "Only events of these types; all if left out."
    )

    package static func answerRoom(_ value: (_ parameter: String) -> JSONValue?, _ limits: ServiceLimits) -> Int {
        limits.pageRoom(asked: value(limit.name))
    }

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let request = try request(in: arguments, by: caller)
        let seconds = try arguments.optional(Self.waitSeconds) ?? 0
        let page = try await context.ask(at: context.clock.now()) { (ledger) throws(LedgerError) in
            try await seconds == 0 ? ledger.events(request) : wait(for: request, seconds, arguments.room.onWait)
        }
        var writer = JSONWriter(reserving: 64 + 640 * page.events.count)
        writer.object { writer in
            writer.array("events") { writer in
                for event in page.events { writer.event(event) }
            }
            if !page.unreadable.isEmpty {
                writer.array("unreadable") { writer in
                    for range in page.unreadable {
                        writer.object { writer in
                            writer.member("first", Int64(range.lowerBound))
                            writer.member("last", Int64(range.upperBound))
                        }
                    }
                }
            }
            writer.member("seq", Int64(page.seq))
        }
        return writer.bytes
    }

    private func request(in arguments: Arguments, by caller: Caller) throws(RPCError) -> EventRequest {
        let last = context.ledger.durableSeq
        let after: UInt64
        switch try arguments.required(Self.after) {
        case .now: after = last
        case .seq(let seq) where seq <= last: after = seq
        case .seq(let seq):
            throw .invalidParameter(
                arguments.pointer(to: Self.after.name),
                "There is no event \(seq) yet, the last one is \(last); if it was seen before, an older journal was restored."
            )
        }
        let limit = try arguments.optional(Self.limit) ?? ServiceLimits.pageStandard
        return EventRequest(
            after: after,
            limit: limit,
            byteCountMax: context.limits.pageBytesMax(of: limit, within: arguments.room),
            site: try context.siteIfNamed(in: arguments),
            types: try arguments.optional(Self.types) ?? [],
            user: caller.uid
        )
    }

    /// Looks again after each change, until there is an event or the time is up.
    private func wait(
        for request: EventRequest,
        _ seconds: Int64,
        _ onWait: WaitNotice?
    ) async throws(LedgerError) -> EventPage {
        let search = Search(request, context.ledger, onWait)
        await withTaskGroup { group in
            group.addTask { await search.run() }
            group.addTask { [timer = context.timer] in await timer.wait(for: .seconds(seconds)) }
            await group.next()
            group.cancelAll()
        }
        return try search.outcome.get()
    }

    /// Where to begin.
    enum Position: Sendable {
        case seq(UInt64)
        case now
    }
}

extension ListEvents {
    /// A long poll: looks for events until there are some or the task is cancelled.
    ///
    /// What it found is kept beside the task: a page that arrives while the time runs out is answered, not lost.
    fileprivate struct Search: Sendable {
        private let request: EventRequest
        private let ledger: any Ledger
        private let onWait: WaitNotice?
        private let found: NIOLockedValueBox<Result<EventPage, LedgerError>>

        init(_ request: EventRequest, _ ledger: any Ledger, _ onWait: WaitNotice?) {
            self.request = request
            self.ledger = ledger
            self.onWait = onWait
            found = NIOLockedValueBox(.success(EventPage(seq: request.after)))
        }

        /// What was found so far: events, or how far there are none.
        var outcome: Result<EventPage, LedgerError> { found.withLockedValue { $0 } }

        func run() async {
            var next = request
            while !Task.isCancelled {
                do throws(LedgerError) {
                    let page = try await ledger.events(next)
                    // Kept before the task looks whether it was cancelled: these events must not be lost.
                    found.withLockedValue { $0 = .success(page) }
                    guard page.events.isEmpty, page.unreadable.isEmpty else { return }
                    // Events that were passed over are not read again.
                    next = next.following(page.seq, byteCountMax: ServiceLimits.awaitedBytesMax)
                    onWait?()
                    guard await ledger.change(after: page.seq) else { return }
                } catch {
                    found.withLockedValue { $0 = .failure(error) }
                    return
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func event(_ event: RecordedEvent) {
        object { writer in
            writer.member("seq", Int64(event.seq))
            writer.member("time", event.time)
            writer.object("actor") { writer in
                writer.member("uid", Int64(event.caller.uid))
                writer.member("gid", Int64(event.caller.gid))
                writer.member("pid", Int64(event.caller.pid))
            }
            for member in event.members {
                writer.key(member.name)
                writer.raw(member.value[...])
            }
        }
    }
}

extension ParameterType where Value == ListEvents.Position {
    /// A sequence number, or the word for the end.
    static let position = ParameterType(
        expectation: "an event's number, or \"now\"",
        schema: .anyOf([.atLeast(0), .words(["now"])])
    ) { (value, pointer) throws(RPCError) in
        if value.string == "now" { return .now }
        guard let number = value.integer, number >= 0 else {
            throw .invalidParameter(pointer, "`after` must be the number of an event, 0 for the beginning, or \"now\".")
        }
        return .seq(UInt64(number))
    }
}

extension ParameterType where Value == Set<EventType> {
    /// Some types of event.
    static let eventTypes = ParameterType(
        expectation: "an array of types of event",
        schema: .array(of: ParameterType<EventType>.word.schema, counts: 1...EventType.allCases.count)
    ) { (value, pointer) throws(RPCError) in
        guard value.kind == .array, value.count > 0 else {
            throw .invalidParameter(pointer, "`types` must be an array of types of event; leave it out to see all.")
        }
        var types: Set<EventType> = []
        for (index, element) in value.elements.enumerated() {
            types.insert(try ParameterType<EventType>.word.read(element, "\(pointer)/\(index)"))
        }
        return types
    }
}
