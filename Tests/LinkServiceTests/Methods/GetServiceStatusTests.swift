import JSON
import JSONRPC
import Journal
import TestSupport
import Testing

@Suite struct GetServiceStatusTests {
    @Test func `version, uptime, seq, counts, limits and journal`() async throws {
        let service = try ServiceFixture(sites: ["south", "north"])
        try await service.generate("A", #""site":"north""#)
        _ = try await service.call("cancelLink", #"{"site":"north","orderId":"A"}"#)
        service.clock.advance(seconds: 61, milliseconds: 999)
        let status = try await service.call("getServiceStatus")
        let journal = service.journal.status
        let expected = """
            {"version":"1.2.3","startedAt":"2026-11-22T13:25:00.000Z","uptimeSeconds":61,"seq":2,"counts":{"links":1,\
            "byStatus":{"pending":0,"active":0,"uncleared":0,"completed":0,"declined":0,"cancelled":1,"expired":0,\
            "duplicate":0,"refunded":0,"partialRefunded":0,"chargedback":0,"failed":0}},\
            "journal":{"seq":2,"bytes":\(journal.byteCount),"head":"\(journal.head)"},"sites":["north","south"],"formerSites":{},\
            "limits":{"lineBytes":1048576,"batch":100}}
            """
        #expect(status.resultText == expected)
    }

    @Test func `a clock that was put back makes no negative uptime`() async throws {
        let service = try ServiceFixture()
        service.clock.advance(seconds: -60)
        #expect(try await service.call("getServiceStatus").result?["uptimeSeconds"]?.integer == 0)
    }
}
