import Issuing
import JSON
import JSONRPC
import LinkService
import PaymentLinks
import TestSupport
import Testing

/// Second-chance mails: what is handed out, to whom, and never twice.
@Suite(.overEveryEngine) struct ReminderTests {
    private static let wanting =
        #""secondChanceEmail":true,"customer":{"email":"visser@mail.example","locale":"nl_NL"}"#

    private func service(isOn: Bool = true, sites: [String] = ["default"]) throws -> ServiceFixture {
        let profile = SiteProfile(
            name: try ShopName("Example Shop"),
            mailFrom: try EmailAddress("orders@shop.example"),
            sendsReminders: isOn
        )
        return try ServiceFixture(sites: sites, profiles: Dictionary(uniqueKeysWithValues: sites.map { ($0, profile) }))
    }

    private func claim(_ service: ServiceFixture, _ parameters: String = "{}") async throws -> [JSONValue] {
        try await service.call("claimReminders", parameters).result?["reminders"].map { Array($0.elements) } ?? []
    }

    private func orders(_ reminders: [JSONValue]) -> [String] {
        reminders.map { "\($0["link"]?["orderId"]?.string ?? "") \($0["slot"]?.string ?? "")" }
    }

    @Test func `a reminder is due after an hour and after a day, each once, also across restarts`() async throws {
        var service = try service()
        _ = try await service.generate("A", Self.wanting)
        service.clock.advance(seconds: 3599)
        #expect(try await claim(service).isEmpty)
        service.clock.advance(seconds: 1)
        let first = try await claim(service)
        #expect(orders(first) == ["A 1h"])
        let link = try #require(first.first?["link"])
        #expect(link["siteName"]?.string == "Example Shop" && link["mailFrom"]?.string == "orders@shop.example")
        #expect(link["customer"]?["email"]?.string == "visser@mail.example" && link["url"]?.string != nil)
        #expect(link["version"]?.integer == 1, "a merchant's update does not fail for it")
        try service.reopen()
        #expect(try await claim(service).isEmpty)
        service.clock.advance(seconds: 23 * 3600 - 1)
        #expect(try await claim(service).isEmpty)
        service.clock.advance(seconds: 1)
        #expect(orders(try await claim(service)) == ["A 24h"])
        try service.reopen()
        #expect(try await claim(service).isEmpty)
        #expect(
            try await service.events(after: 0).events.map(\.type) == [
                "linkGenerated", "reminderClaimed", "reminderClaimed",
            ]
        )
    }

    @Test func `a slot that is more than twelve hours late is dropped`() async throws {
        let service = try service()
        _ = try await service.generate("A", Self.wanting)
        service.clock.advance(seconds: 13 * 3600)
        _ = try await service.generate("B", Self.wanting)
        #expect(orders(try await claim(service)) == ["A 1h"])
        service.clock.advance(seconds: 13 * 3600 + 1)
        #expect(orders(try await claim(service)) == ["A 24h"], "the first of B is too late, its second too early")
    }

    @Test func `only with the flag, an address and the switch`() async throws {
        let service = try service()
        _ = try await service.generate("NO-FLAG", #""customer":{"email":"visser@mail.example"}"#)
        _ = try await service.generate("NO-ADDRESS", #""secondChanceEmail":true"#)
        let off = try self.service(isOn: false)
        _ = try await off.generate("OFF", Self.wanting)
        for service in [service, off] {
            service.clock.advance(seconds: 3600)
            #expect(try await claim(service).isEmpty)
        }
        _ = try await service.call("updateLink", #"{"orderId":"NO-FLAG","secondChanceEmail":true}"#)
        #expect(orders(try await claim(service)) == ["NO-FLAG 1h"])
    }

    @Test func `nothing for a link that ends at the slot's moment, and for one that lives longer everything`()
        async throws
    {
        let service = try service()
        _ = try await service.generate("ENDS", Self.wanting + #","secondsActive":3600"#)
        _ = try await service.generate("LIVES", Self.wanting + #","secondsActive":3601"#)
        service.clock.advance(seconds: 3600)
        #expect(orders(try await claim(service)) == ["LIVES 1h"])
    }

    @Test func `a page of them is as long as asked for, and the rest is not lost`() async throws {
        let service = try service(sites: ["nl", "de"])
        for number in 0..<7 {
            let site = number.isMultiple(of: 2) ? "nl" : "de"
            _ = try await service.generate("A-\(number)", Self.wanting + #","site":"\#(site)""#)
        }
        service.clock.advance(seconds: 3600)
        #expect(try await claim(service, #"{"site":"nl","limit":3}"#).count == 3)
        #expect(try await claim(service, #"{"limit":3}"#).count == 3)
        #expect(try await claim(service).count == 1)
        #expect(try await claim(service).isEmpty)
    }

    @Test func `two who claim at the same time share the reminders`() async throws {
        let service = try service()
        for number in 0..<40 { _ = try await service.generate("A-\(number)", Self.wanting) }
        service.clock.advance(seconds: 3600)
        var all: [String] = []
        try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<8 { group.addTask { orders(try await claim(service)) } }
            for try await claimed in group { all += claimed }
        }
        #expect(all.count == 40 && Set(all).count == 40)
    }

    @Test func `a confirmation is kept, may be repeated, and hands nothing out again`() async throws {
        var service = try service()
        _ = try await service.generate("A", Self.wanting)
        service.clock.advance(seconds: 3600)
        let id = try #require(try await claim(service).first?["reminderId"]?.string)
        let parameters = #"{"reminderId":"\#(id)","sent":false,"note":"Mail system was down"}"#
        for _ in 0..<2 {
            let answer = try await service.call("confirmReminder", parameters)
            #expect(answer["reminderId"] == id)
        }
        try service.reopen()
        #expect(try await service.call("confirmReminder", parameters)["reminderId"] == id)
        #expect(try await claim(service).isEmpty)
        #expect(
            try await service.events(after: 0).events.map(\.type) == [
                "linkGenerated", "reminderClaimed", "reminderConfirmed",
            ]
        )
        let other = try await service.call("confirmReminder", #"{"reminderId":"\#(id)","sent":true}"#)
        expectError(other, -32602, "invalidParameter", at: "/reminderId")
        let never = id.replacing(".1h", with: ".24h")
        let unknown = try await service.call("confirmReminder", #"{"reminderId":"\#(never)","sent":true}"#)
        expectError(unknown, -32602, "invalidParameter", at: "/reminderId")
    }

    @Test func `a mailer with rights for one site gets and confirms that site's reminders alone`() async throws {
        let service = try service(sites: ["nl", "de"])
        for site in ["nl", "de"] {
            _ = try await service.generate("A-\(site)", Self.wanting + #","site":"\#(site)""#)
        }
        let mailer = Caller(uid: 1001, gid: 1001, pid: 1)
        var rule = Rights.Rule()
        rule.users = [mailer.uid]
        rule.sites = [try SiteName("nl")]
        rule.methods = ["claimReminders", "confirmReminder"]
        service.rights.replace(with: Rights([rule]))
        service.clock.advance(seconds: 3600)
        let mine = try await service.call("claimReminders", by: mailer)
        #expect(mine.result?["reminders"]?.count == 1 && mine.text.contains("A-nl"), "\(mine)")
        #expect(mine.text.contains("Example Shop"), "a site's name is not lost to a caller with rights")
        let root = Caller(uid: 0, gid: 0, pid: 1)
        let rest = try await service.call("claimReminders", by: root)
        for (claimed, isAllowed) in [(mine, true), (rest, false)] {
            let first = try #require(claimed.result?["reminders"]?.elements.first { _ in true })
            let id = try #require(first["reminderId"]?.string)
            let answer = try await service.call("confirmReminder", #"{"reminderId":"\#(id)","sent":true}"#, by: mailer)
            if isAllowed {
                #expect(answer["reminderId"] == id)
            } else {
                expectError(answer, -32602, "invalidParameter", at: "/reminderId")
            }
        }
    }
}
