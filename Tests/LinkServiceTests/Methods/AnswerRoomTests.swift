import Issuing
import JSON
import JSONRPC
import LinkService
import PaymentLinks
import TestSupport
import Testing

/// No answer is longer than what is kept for it while it is made.
@Suite struct AnswerRoomTests {
    private let service: ServiceFixture

    /// Links with the largest metadata that one may have, and as many small ones.
    init() async throws {
        let profile = SiteProfile(
            name: try ShopName("Example Shop"),
            mailFrom: try EmailAddress("orders@shop.example"),
            sendsReminders: true
        )
        service = try ServiceFixture(profiles: ["default": profile])
        let value = String(repeating: "€", count: 500)
        let entries = (0..<20).map { #""\#($0)":"\#(value)""# }.joined(separator: ",")
        let wanting = #""secondChanceEmail":true,"customer":{"email":"visser@mail.example"}"#
        for number in 0..<120 {
            let made = try await service.generate("L-\(number)", #""metadata":{\#(entries)},\#(wanting)"#)
            try #require(made.result != nil)
            try #require(try await service.generate("S-\(number)").result != nil)
        }
    }

    @Test(arguments: ["listLinks", "listEvents"])
    func `of lists, and of histories`(method: String) async throws {
        let after = method == "listEvents" ? #","after":0"# : ""
        for limit in [1, 2, 5, 20, 100, 1000] {
            let count = try await expectRoom(for: method, #"{"limit":\#(limit)\#(after)}"#)
            #expect(count >= 1)
        }
        try await expectRoom(for: method, #"{"order":"oldest"\#(after)}"#)
        for wrong in ["-1", "0", "9223372036854775807", "1e400", "\"a\"", "null"] {
            try await expectRoom(for: method, #"{"limit":\#(wrong)\#(after)}"#)
        }
    }

    @Test func `of reminders, none of which is claimed and not told`() async throws {
        service.clock.advance(seconds: 3600)
        var count = 0
        while count < 120 {
            let told = try await expectRoom(for: "claimReminders", #"{"limit":1000}"#)
            try #require(told > 0)
            count += told
        }
        #expect(count == 120)
    }

    @Test func `of rows, and of the description`() async throws {
        let row = #""currency":"EUR","amount":1,"description":"x""#
        let rows = (0..<300).map { #"{"orderId":"R-\#($0)",\#(row)}"# }.joined(separator: ",")
        try await expectRoom(for: "generateLinks", #"{"links":[\#(rows)]}"#)
        let discover = #"{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}"#
        for count in [2, 20] {
            let line = "[" + Array(repeating: discover, count: count).joined(separator: ",") + "]"
            try await expectRoom(for: line)
        }
    }

    @Test func `of a batch of lists, which are made one after the other`() async throws {
        let list = #"{"jsonrpc":"2.0","id":1,"method":"listLinks","params":{"limit":1000}}"#
        let line = "[" + Array(repeating: list, count: 10).joined(separator: ",") + "]"
        try await expectRoom(for: line)
        let reply = service.reply(to: line)
        guard case .calls(let traits, _) = reply else { return #expect(Bool(false)) }
        #expect(traits.mayAnswerAtLength && traits.room == EngineLimits().responseBytesMax)
    }

    @Test func `of no batch more than one answer may have, so that others of the user go on beside it`() {
        for name in MethodDeclaration.all.map(\.name) {
            let parameters = #"{"limit":1000,"email":"visser@mail.example"}"#
            let call = #"{"jsonrpc":"2.0","id":1,"method":"\#(name)","params":\#(parameters)}"#
            let batch = "[" + Array(repeating: call, count: 100).joined(separator: ",") + "]"
            guard case .calls(let traits, _) = service.reply(to: batch) else { return #expect(Bool(false)) }
            #expect(traits.room <= EngineLimits().responseBytesMax, "\(name)")
        }
    }

    @Test func `only a line of nothing but reading ends with its client`() {
        let list = #"{"jsonrpc":"2.0","id":1,"method":"listLinks"}"#
        let cancel = #"{"jsonrpc":"2.0","id":1,"method":"cancelLink","params":{"orderId":"S-1"}}"#
        for (line, onlyReads) in [(list, true), ("[\(list),\(list)]", true), ("[\(list),\(cancel)]", false)] {
            guard case .calls(let traits, _) = service.reply(to: line) else { return #expect(Bool(false)) }
            #expect(traits.mayAnswerAtLength && traits.onlyReads == onlyReads)
        }
    }

    @Test func `a long poll gives its room back when it waits, and what it tells then is short`() async throws {
        let givenBack = Gate()
        let poll = #"{"after":"now","limit":1000,"waitSeconds":25}"#
        let line = #"{"jsonrpc":"2.0","id":1,"method":"listEvents","params":\#(poll)}"#
        guard case .calls(_, let begin) = service.reply(to: line) else { return #expect(Bool(false)) }
        let answer = try await withThrowingTaskGroup(of: ServiceAnswer?.self) { group in
            group.addTask { try ServiceAnswer(#require(await begin { givenBack.note("back") })) }
            _ = await givenBack.arrivals(atLeast: 1)
            let rows = (0..<200).map {
                #"{"orderId":"P-\#($0)","currency":"EUR","amount":1,"description":"x"}"#
            }
            _ = try await service.call("generateLinks", #"{"links":[\#(rows.joined(separator: ","))]}"#)
            return try #require(try await group.next() ?? nil)
        }
        #expect(answer.result?["events"]?.count ?? 0 > 0)
        #expect(answer.text.utf8.count < 32 << 10)
    }

    /// Returns how many links, events or reminders are told.
    @discardableResult
    private func expectRoom(for method: String, _ parameters: String) async throws -> Int {
        try await expectRoom(
            for: #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#
        )
    }

    @discardableResult
    private func expectRoom(for line: String) async throws -> Int {
        guard case .calls(let traits, let begin) = service.reply(to: line) else { return 0 }
        #expect(traits.mayAnswerAtLength || traits.room <= LineReply.shortRoomMax, "\(line.prefix(100))")
        let answer = try #require(await begin(nil))
        #expect(answer.count <= traits.room, "\(line.prefix(100))")
        let root = try ServiceAnswer(answer).root
        let items = root["result"].flatMap { $0["links"] ?? $0["events"] ?? $0["reminders"] }
        return items?.count ?? 0
    }
}
