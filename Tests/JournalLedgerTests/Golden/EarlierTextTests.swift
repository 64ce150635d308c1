import Foundation
import JSON
import PaymentLinks
import SystemPackage
import TestSupport
import Testing

/// A journal with texts that an earlier version allowed and this one refuses: it opens, its orders answer and go on, and only
/// what is new is refused.
///
/// Of its five orders the first is paid, and "B 1", with a no-break space, is cancelled.
@Suite struct EarlierTextTests {
    private static let orders = ["A-1\u{200b}", "cafe\u{301}", "caf\u{e9}", "B\u{a0}1", "A-1\u{ad}"]
    private static let caller = Caller(uid: 0, gid: 0, pid: 1)

    private func service() throws -> ServiceFixture {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "version-0.1.0-texts")
        let disk = SimulatedDisk()
        for name in ["journal.jsonl", "journal.keys"] {
            disk.setBytes(Array(try Data(contentsOf: folder.appending(path: name))), of: FilePath("/state/\(name)"))
        }
        let service = try ServiceFixture(disk: disk)
        service.clock.set(Instant(milliseconds: 1_795_850_000_000))
        return service
    }

    @Test func `its links are shown as they were made`() async throws {
        let service = try service()
        for order in Self.orders {
            let shown = try await service.show(order)
            #expect(shown["orderId"].map { Array($0.utf8) } == Array(order.utf8))
        }
        let first = try await service.call("getLink", #"{"orderId":"A-1\u200b"}"#)
        #expect(first.result?["description"]?.string == "\u{200b}")
        #expect(first.result?["customer"]?["firstName"]?.string == "\u{2060}")
        #expect(first.result?["metadata"]?["\u{feff}"]?.string == "note")
        #expect(first.result?["transactionId"]?.string == "4051823\u{200b}")
        let cancelled = try await service.call("getLink", #"{"orderId":"B\u00a01"}"#)
        #expect(cancelled.result?["cancelReason"]?.string == "\u{2800}")
    }

    @Test func `a retry gets the first answer`() async throws {
        let service = try service()
        let answers = [
            try await service.call(
                "generateLink",
                #"{"orderId":"cafe\u0301","description":"Two chairs","idempotencyKey":"k-2","currency":"EUR","amount":4995}"#,
                by: Self.caller
            ),
            try await service.call(
                "duplicateTransaction",
                #"{"orderId":"A-1\u200b","newOrderId":"A-1\u00ad","idempotencyKey":"k-3"}"#,
                by: Self.caller
            ),
        ]
        #expect(answers.map { $0.result?["seq"]?.integer } == [2, 5])
    }

    @Test func `its orders go on`() async throws {
        let service = try service()
        let calls = [
            ("cancelLink", #"{"orderId":"cafe\u0301"}"#),
            ("generateLink", ServiceFixture.terms("B\u{a0}1", #""onExisting":"reissue""#)),
            ("erasePersonalData", #"{"orderId":"A-1\u200b","reason":"Asked for it"}"#),
            ("duplicateTransaction", #"{"orderId":"cafe\u0301","newOrderId":"C-1"}"#),
        ]
        for (method, parameters) in calls {
            let answer = try await service.call(method, parameters)
            #expect(answer.result != nil, "\(method) \(answer)")
        }
    }

    @Test(arguments: ["A-2\u{200b}", "cafe\u{300}", "B\u{a0}2"])
    func `no further order is made under such an ID`(order: String) async throws {
        let service = try service()
        let seq = service.seq
        #expect(try await service.call("generateLink", ServiceFixture.terms(order)).kind == "invalidOrderId")
        #expect(try await service.show(order).kind == "invalidOrderId")
        #expect(service.seq == seq)
    }
}
