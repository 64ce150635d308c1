import NIOConcurrencyHelpers
import PaymentLinks

/// What the desk keeps of one site whose payment service it asks.
final class SiteDesk: Sendable {
    let site: SiteName
    let service: any IssuingService
    /// The name of the issuer, as the links have it that the service made.
    let issuer: String
    /// Requests under way, of calls and in the background.
    let slots: Slots
    /// Orders to ask about that nobody waits for.
    let hints: AsyncStream<OrderID>
    private let continuation: AsyncStream<OrderID>.Continuation
    /// Says that there may be news to take.
    let newsSignals: AsyncStream<Void>
    private let newsContinuation: AsyncStream<Void>.Continuation
    private let state = NIOLockedValueBox(State())

    private struct State {
        var budget = LookBudget()
        var hinted: Set<OrderID> = []
        /// At first what earlier processes recorded.
        var news = ReportNews.everything
        var unknown = RecentSet<ServiceReport>(countMax: 1024)
    }

    /// More hints than this are dropped: a pass over all links finds what they were about.
    private static let hintCountMax = 1000

    init(_ site: SiteName, _ service: any IssuingService, issuer: String, slotCount: Int) {
        self.site = site
        self.service = service
        self.issuer = issuer
        slots = Slots(slotCount)
        (hints, continuation) = AsyncStream.makeStream()
        (newsSignals, newsContinuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        newsContinuation.yield()
    }

    /// Notes that something was recorded about payments of an order.
    func noteNews(of orderID: OrderID) {
        state.withLockedValue { $0.news.add(.orders([orderID])) }
        newsContinuation.yield()
    }

    /// Takes the news so far.
    func takeNews() -> ReportNews { state.withLockedValue { $0.news.take() } }

    /// Takes one look from what is granted to messages that prove nothing; false if none is left now.
    func takeLook(at now: Instant) -> Bool { state.withLockedValue { $0.budget.take(at: now) } }

    /// Queues an order to be asked about, once.
    func addHint(_ orderID: OrderID) {
        let isNew = state.withLockedValue { state in
            state.hinted.count < Self.hintCountMax && state.hinted.insert(orderID).inserted
        }
        if isNew { continuation.yield(orderID) }
    }

    /// Lets an order be queued again.
    func beginHint(_ orderID: OrderID) { state.withLockedValue { _ = $0.hinted.remove(orderID) } }

    /// Notes what was told of an order that has no link; false if the same was told a short while ago.
    func noteUnknown(_ report: ServiceReport) -> Bool { state.withLockedValue { $0.unknown.insert(report) } }
}
