package import PaymentLinks

/// A book that a test fills link by link, without a journal.
package struct ReferenceBuilder {
    /// The book so far.
    package private(set) var book = ReferenceBook()

    /// Starts without links.
    package init() {}

    /// An order of a site.
    package static func key(_ orderID: String, site: String = "default") throws -> LinkKey {
        LinkKey(site: try SiteName(site), orderID: try OrderID(orderID))
    }

    /// What an issuer minted, different for each number.
    package static func issuance(_ number: Int = 0) -> Issuance {
        let bytes = (0..<15).map { UInt8(truncatingIfNeeded: number >> ($0 % 4 * 8)) }
        return Issuance(id: LinkID(tokenHash: bytes), issuer: "local", url: "https://shop.example/pay/\(number)")
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

    /// Keeps what is answered under an idempotency key.
    package mutating func remember(_ request: RequestIdentity, _ answers: [LinkKey], at now: Instant) {
        book.remember(request, answers: answers, at: now)
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

    /// Duplicates a link.
    package mutating func duplicate(
        _ orderID: String,
        as newOrderID: String,
        supersede: Bool = false,
        carryPaid: Bool = false,
        amount: Int64? = nil,
        at now: Instant = ManualClock.start
    ) throws {
        var overrides = TermOverrides()
        overrides.amount = amount
        let command = DuplicateCommand(
            source: try Self.key(orderID),
            newOrderID: try OrderID(newOrderID),
            overrides: overrides,
            supersede: supersede,
            carryPaid: carryPaid,
            issuance: Self.issuance(book.linkCount + 1)
        )
        try perform(.duplicate(command), at: now)
    }

    /// Opens a link as its customer.
    package mutating func open(_ orderID: String, at now: Instant = ManualClock.start) throws {
        let key = try Self.key(orderID)
        guard let link = book.link(for: key) else { throw FoldError.unknownLink(key) }
        try perform(.open(OpenCommand(id: link.id, peek: false)), at: now)
    }

    /// Records what was reported about a link's payment.
    package mutating func report(
        _ orderID: String,
        _ status: ReportedStatus,
        amount: Int64? = nil,
        transaction: String? = nil,
        occurredAt: Instant? = nil,
        note: String? = nil,
        at now: Instant = ManualClock.start
    ) throws {
        let report = PaymentReport(
            status: status,
            amount: amount,
            transactionID: try transaction.map { (text) throws(Refusal) in try TransactionID(text) },
            occurredAt: occurredAt,
            note: try note.map { (text) throws(Refusal) in try PaymentNote(text) }
        )
        try perform(.recordPayment(RecordPaymentCommand(key: Self.key(orderID), report: report)), at: now)
    }

    /// Takes in what the payment service told.
    package mutating func apply(_ report: ServiceReport, at now: Instant = ManualClock.start) throws {
        try perform(.applyReport(ApplyReportCommand(site: SiteName("default"), report: report)), at: now)
    }

    /// Moves the moment at which a link expires.
    package mutating func expire(
        _ orderID: String,
        _ expiry: UpdateCommand.NewExpiry,
        at now: Instant = ManualClock.start
    ) throws {
        var command = UpdateCommand(key: try Self.key(orderID))
        command.expiry = expiry
        try perform(.update(command), at: now)
    }

    /// Records the expiry of links that are due.
    package mutating func sweep(_ orderIDs: String..., at now: Instant) throws {
        try perform(.expire(orderIDs.map { try Self.key($0) }), at: now)
    }

    /// Shows a link that is there.
    package func link(_ orderID: String) throws -> Link {
        guard let link = book.link(for: try Self.key(orderID)) else {
            throw DecisionRefusal.unknownOrder(try Self.key(orderID))
        }
        return link
    }
}
