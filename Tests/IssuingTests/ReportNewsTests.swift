import PaymentLinks
import Testing

@testable import Issuing

@Suite struct ReportNewsTests {
    @Test func `what is taken is gone`() throws {
        var news = ReportNews.everything
        #expect(news.take() == .everything)
        news.add(.orders([try OrderID("A")]))
        news.add(.orders([try OrderID("B"), try OrderID("A")]))
        #expect(news.take() == .orders([try OrderID("A"), try OrderID("B")]))
        #expect(news == .none)
    }

    @Test func `everything is more than any order`() throws {
        var news = ReportNews.everything
        news.add(.orders([try OrderID("A")]))
        #expect(news == .everything)
        news = .orders([try OrderID("A")])
        news.add(.everything)
        #expect(news == .everything)
    }

    @Test func `more orders than are kept are everything`() throws {
        var news = ReportNews.none
        for number in 0..<ReportNews.orderCountMax { news.add(.orders([try OrderID("\(number)")])) }
        #expect(news != .everything)
        news.add(.orders([try OrderID("one-more")]))
        #expect(news == .everything)
    }
}
