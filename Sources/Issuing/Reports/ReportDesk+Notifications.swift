package import PaymentLinks

extension ReportDesk {
    /// How long a message that proves nothing may have its sender wait for a look; the service gives up after ten seconds.
    private static let hintLimit = Duration.seconds(8)
    /// The same for a signed one, which is taken at its word afterwards.
    private static let doubtLimit = Duration.seconds(2)

    /// Takes in a notification.
    ///
    /// Returns once what is new is durable; then it may be acknowledged, also if nothing is new, or the order is unknown.
    ///
    /// - Returns: Why its signature is not believed, in a sentence; nil if it is to be acknowledged.
    package func take(
        _ notification: ServiceNotification,
        of site: SiteName,
        by caller: Caller
    ) async throws(LedgerError) -> String? {
        guard let desk = desks[site] else { return Self.sentence(withoutServiceAt: site) }
        switch desk.service.read(notification, at: clock.now()) {
        case .badSignature(let sentence): return sentence
        case .hint(nil): break
        case .hint(let orderID?): try await follow(orderID, desk, by: caller)
        case .report(let report): try await take(report, desk, by: caller)
        case .pretransaction(let report): try await takePretransaction(report, desk, by: caller)
        }
        return nil
    }

    /// Why no notification is taken for a site that mints its links itself.
    package static func sentence(withoutServiceAt site: SiteName) -> String {
        "Site \(site.text) has no payment service that could have signed this; name the site that it is for."
    }

    /// Asks about an order of ours that a message names without proof, at once or some time later.
    private func follow(_ orderID: OrderID, _ desk: SiteDesk, by caller: Caller) async throws(LedgerError) {
        guard try await ledger.link(.key(LinkKey(site: desk.site, orderID: orderID))) != nil else { return }
        guard desk.takeLook(at: clock.now()) else { return desk.addHint(orderID) }
        let finding = try await look(at: orderID, desk, by: caller, within: Self.hintLimit)
        if case .unreachable = finding { desk.addHint(orderID) }
    }

    private func take(_ report: ServiceReport, _ desk: SiteDesk, by caller: Caller) async throws(LedgerError) {
        let link = try await ledger.link(.key(LinkKey(site: desk.site, orderID: report.orderID)))
        if let link {
            if link.isDoubtful(report) {
                let finding = try await look(at: report.orderID, desk, by: caller, within: Self.doubtLimit)
                if case .report(let told, _) = finding, told.explainsAsRefund(report) { return }
            }
        } else if !desk.noteUnknown(report) {
            return
        }
        _ = try await apply(report, of: desk.site, by: caller)
    }

    /// Takes the end of a link that nobody has paid.
    ///
    /// The service also calls a payment that was begun and left `cancelled`, while the link lives on, so it is asked. If it
    /// does not answer, its signed word holds.
    private func takePretransaction(
        _ report: ServiceReport,
        _ desk: SiteDesk,
        by caller: Caller
    ) async throws(LedgerError) {
        let link = try await ledger.link(.key(LinkKey(site: desk.site, orderID: report.orderID)))
        if let link, link.end(in: report) != nil {
            let finding = try await look(at: report.orderID, desk, by: caller, within: Self.doubtLimit)
            if case .report = finding { return }
        }
        try await take(report, desk, by: caller)
    }
}
