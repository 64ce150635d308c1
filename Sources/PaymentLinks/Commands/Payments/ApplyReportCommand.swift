/// Takes in what a payment service told of an order.
///
/// Only what is proven gets here: a notification whose signature was checked, or an answer of the service. The service
/// tells the same thing several times, late and in any order, and at the same moment in several notifications.
package struct ApplyReportCommand: Sendable {
    package let site: SiteName
    package let report: ServiceReport

    package init(site: SiteName, report: ServiceReport) {
        self.site = site
        self.report = report
    }
}

extension ApplyReportCommand {
    /// What a report can tell of one attempt, in the order in which it happens.
    fileprivate enum Part: CaseIterable {
        case hold, failure, payment, refund, chargeback
    }

    /// Records what is new in the report: nothing, one event, or a payment with the refund that followed it.
    ///
    /// An order that has no link stands in an event of its own, which has no answer.
    func decide(in links: some LinkSource, at now: Instant) -> Decision {
        let key = LinkKey(site: site, orderID: report.orderID)
        guard let link = links.link(for: key) else {
            return .record([.unknownOrderReported(UnknownOrderReported(key: key, report: report))], answers: [])
        }
        if let end = link.end(in: report) { return .record([end], answer: key) }
        var events: [LinkEvent] = []
        var pending = PendingLinks(over: links)
        for part in Part.allCases {
            let current = pending.link(for: key) ?? link
            guard let payment = current.news(part, in: report, at: now) else { continue }
            for event in pending.events(of: payment, on: current, at: now) {
                events.append(event)
                pending.add(event, at: now)
            }
        }
        return events.isEmpty ? .unchanged(link) : .record(events, answer: key)
    }
}

extension Link {
    fileprivate func news(
        _ part: ApplyReportCommand.Part,
        in report: ServiceReport,
        at now: Instant
    ) -> PaymentRecorded? {
        switch part {
        case .hold: hold(in: report, at: now)
        case .failure: failure(in: report)
        case .payment: payment(in: report, at: now)
        case .refund: refund(in: report, at: now)
        case .chargeback: chargeback(in: report, at: now)
        }
    }
}
