package import PaymentLinks

/// A book that a test fills link by link, without a journal.
package struct BookBuilder {
    /// The book so far.
    package private(set) var book = LinkBook()

    /// Starts without links.
    package init() {}

    /// An order of a site.
    package static func key(_ orderID: String, site: String = "default") throws -> LinkKey {
        LinkKey(site: try SiteName(site), orderID: try OrderID(orderID))
    }

    /// What an issuer minted, different for each number.
    package static func issuance(_ number: Int = 0) -> Issuance {
        let bytes = (0..<15).map { UInt8(truncatingIfNeeded: number >> ($0 % 4 * 8)) }
        return Issuance(id: LinkID(random: bytes), issuer: "local", url: "https://shop.example/pay/\(number)")
    }

    /// Terms of 49.95 EUR for 30 days.
    package static func terms(amount: Int64 = 4995, currency: String = "EUR") throws -> LinkTerms {
        LinkTerms(
            money: try Money(minorUnits: amount, currency: Currency(code: currency)),
            description: try LinkDescription("Bicycle repair")
        )
    }

    /// Folds events in at a moment, with the next sequence numbers.
    package mutating func fold(_ events: [LinkEvent], at time: Instant) throws(FoldError) {
        for event in events { try book.fold(event, at: time, seq: book.seq + 1) }
    }

    /// Decides a command, folds what is to be recorded and keeps its answer under its idempotency key.
    @discardableResult
    package mutating func perform(_ command: Command, at now: Instant) throws -> Decision {
        let decision = try command.decide(in: book, at: now)
        if case .record(let events, let answers) = decision {
            try fold(events, at: now)
            if let request = command.request { book.remember(request, answers: answers, at: now) }
        }
        return decision
    }

    /// Makes a link with the given terms.
    package mutating func generate(
        _ orderID: String,
        site: String = "default",
        terms: LinkTerms? = nil,
        at now: Instant = ManualClock.start
    ) throws {
        let command = GenerateCommand(
            key: try Self.key(orderID, site: site),
            terms: try terms ?? Self.terms(),
            issuance: Self.issuance(book.linkCount + 1)
        )
        try perform(.generate(command), at: now)
    }

    /// Cancels a link.
    package mutating func cancel(_ orderID: String, at now: Instant = ManualClock.start) throws {
        try perform(.cancel(CancelCommand(key: try Self.key(orderID), reason: nil, ifVersion: nil)), at: now)
    }

    /// Makes a link of a duplicate, cancelling the old one if told to.
    package mutating func duplicate(
        _ orderID: String,
        as newOrderID: String,
        supersede: Bool = false,
        at now: Instant = ManualClock.start
    ) throws {
        let command = DuplicateCommand(
            source: try Self.key(orderID),
            newOrderID: try OrderID(newOrderID),
            overrides: TermOverrides(),
            supersede: supersede,
            issuance: Self.issuance(book.linkCount + 1)
        )
        try perform(.duplicate(command), at: now)
    }
}
