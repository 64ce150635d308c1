import JSON
import JSONRPC
import LinkService
import PaymentLinks
import TestSupport
import Testing

/// What the server knows of a call before it runs: whether it takes long, and whether it changes anything.
@Suite struct MethodClassTests {
    @Test func `what may compute for long is run on no event loop, and a short call is`() throws {
        let service = try ServiceFixture()
        let status = #"{"jsonrpc":"2.0","id":1,"method":"getServiceStatus"}"#
        func batch(_ count: Int, _ call: String) -> String {
            "[" + Array(repeating: call, count: count).joined(separator: ",") + "]"
        }
        #expect(kind(of: status, service) == "pending")
        #expect(kind(of: batch(16, status), service) == "pending")
        #expect(kind(of: batch(17, status), service) == "slow")
        for method in ["generateLinks", "erasePersonalData", "claimReminders", "rpc.discover"] {
            let call = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":{}}"#
            let isLong = method == "claimReminders" || method == "rpc.discover"
            #expect(kind(of: call, service) == (isLong ? "long and slow" : "slow"))
            #expect(kind(of: batch(2, call), service).hasSuffix("slow"))
        }
        #expect(kind(of: batch(100, status), service) == "long and slow")
        for method in ["listLinks", "listEvents"] {
            let call = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":{}}"#
            #expect(kind(of: call, service) == "long")
            #expect(kind(of: batch(17, call), service) == "long and slow")
        }
    }

    private func kind(of line: String, _ service: ServiceFixture) -> String { service.reply(to: line).kind }

    @Test func `past its deadline only a call that may have changed something has an unknown outcome`() async throws {
        let reading: Set = [
            "getLink", "getQrCode", "listLinks", "listEvents", "listPaymentMethods", "getServiceStatus", "rpc.discover",
        ]
        let engine = try ServiceFixture.engine(
            over: try ReferenceLedger(),
            ["default"],
            ManualClock(),
            SeededRandom(seed: 1)
        )
        for method in MethodDeclaration.all.map(\.name) {
            let line = Array(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)"}"#.utf8)
            let answer = try #require(engine.refuse(line, with: .deadlineExceeded(limit: 30)))
            let data = try #require(try ServiceAnswer(answer).data)
            #expect(data["kind"]?.string == (reading.contains(method) ? "busy" : "storageFailed"), "\(method)")
            #expect(data["limit"]?.integer == 30 && data["retryable"]?.bool == true)
        }
    }
}
