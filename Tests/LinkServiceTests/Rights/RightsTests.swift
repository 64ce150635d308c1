import JSON
import JSONRPC
import LinkService
import PaymentLinks
import TestSupport
import Testing

/// Who may do what: the whole matrix of methods and callers, and what a caller hears of links of other sites.
@Suite(.overEveryEngine) struct RightsTests {
    private static let clerk = Caller(uid: 1001, gid: 1001, pid: 1)
    private static let member = Caller(uid: 1002, gid: 1002, pid: 1, groups: [7, 33])
    private static let stranger = Caller(uid: 1003, gid: 1003, pid: 1, groups: [7])
    private static let root = Caller(uid: 0, gid: 0, pid: 1)

    private static let memberMethods: Set = [
        "generateLink", "generateLinks", "duplicateTransaction", "updateLink", "getLink", "resolveLink", "cancelLink",
        "recordPayment",
    ]

    /// The clerk may do everything for `north`; members of group 33 may make and show links of `south` up to 500 EUR.
    private static func rights() throws -> Rights {
        var everything = Rights.Rule()
        everything.users = [clerk.uid]
        everything.sites = [try SiteName("north")]
        var shop = Rights.Rule()
        shop.groups = [33]
        shop.sites = [try SiteName("south")]
        shop.methods = memberMethods
        shop.amountsMax = [try Currency(code: "EUR"): 50_000]
        return Rights([everything, shop])
    }

    @Test func `every method is refused to whom no rule names, before its parameters`() async throws {
        let service = try ServiceFixture(sites: ["north", "south"])
        service.rights.replace(with: try Self.rights())
        for method in MethodDeclaration.all {
            for (caller, isAllowed) in [
                (Self.clerk, true), (Self.root, true), (Self.stranger, false),
                (Self.member, Self.memberMethods.contains(method.name)),
            ] {
                let answer = try await service.call(method.name, #"{"nonsense":1}"#, by: caller)
                #expect((answer.kind != "notAllowed") == isAllowed, "\(method.name) \(caller.uid)")
                #expect(isAllowed || answer.code == -32004)
            }
        }
        service.rights.replace(with: Rights([]))
        #expect(try await service.call("getServiceStatus", by: Self.clerk).kind == "notAllowed")
        #expect(try await service.call("getServiceStatus", by: Self.root).kind == nil)
    }

    /// Every method that takes a site, an order, a link or a reminder, with parameters that root may give: for the link `S` of
    /// `south`.
    private static func calls(about link: ServiceAnswer) -> [(method: String, parameters: String)] {
        let terms = #""currency":"EUR","amount":1,"description":"x""#
        let id = link["linkId"] ?? ""
        return [
            ("generateLink", #"{"site":"south","orderId":"N",\#(terms)}"#),
            ("generateLinks", #"{"links":[{"site":"south","orderId":"N",\#(terms)}]}"#),
            ("getLink", #"{"site":"south","orderId":"S"}"#), ("listLinks", #"{"site":"south"}"#),
            ("duplicateTransaction", #"{"site":"south","orderId":"S","newOrderId":"S2"}"#),
            ("cancelLink", #"{"site":"south","orderId":"S"}"#),
            ("updateLink", #"{"site":"south","orderId":"S","daysActive":3}"#),
            ("recordPayment", #"{"site":"south","orderId":"S","status":"completed"}"#),
            ("handleNotification", #"{"site":"south","query":"","body":"","auth":""}"#),
            ("resolveLink", #"{"url":"\#(link["url"] ?? "")"}"#),
            ("erasePersonalData", #"{"site":"south","orderId":"S","reason":"asked"}"#),
            ("listEvents", #"{"after":0,"site":"south"}"#),
            ("getQrCode", #"{"site":"south","orderId":"S","format":"text"}"#),
            ("claimReminders", #"{"site":"south"}"#),
            ("confirmReminder", #"{"reminderId":"\#(id).1h","sent":true}"#),
            ("reconcileLinks", #"{"site":"south"}"#), ("listPaymentMethods", #"{"site":"south"}"#),
        ]
    }

    @Test func `no method works on another site, nor tells that there is one`() async throws {
        var tried: Set = ["getServiceStatus", "rpc.discover"]
        let count = Self.calls(about: try await ServiceFixture().generate("S")).count
        for position in 0..<count {
            let service = try ServiceFixture(sites: ["north", "south"])
            let link = try await service.generate("S", #""site":"south""#)
            service.rights.replace(with: try Self.rights())
            let seq = service.seq
            let (method, parameters) = Self.calls(about: link)[position]
            let foreign = try await service.call(method, parameters, by: Self.clerk)
            #expect(foreign.result == nil, "\(method) \(foreign)")
            #expect(["notAllowed", "unknownOrder", "invalidParameter"].contains(foreign.kind), "\(method) \(foreign)")
            #expect(service.seq == seq, "\(method)")
            if parameters.contains("south") {
                let nowhere = try await service.call(
                    method,
                    parameters.replacing("south", with: "nowhere"),
                    by: Self.clerk
                )
                #expect(nowhere.text == foreign.text, "\(method)")
            }
            // It is the rights that were in the way.
            #expect(try await service.call(method, parameters, by: Self.root).kind != "notAllowed", "\(method)")
            tried.insert(method)
        }
        #expect(tried == Set(MethodDeclaration.all.map(\.name)))
    }

    @Test func `a link of another site is answered as an unknown one`() async throws {
        let service = try ServiceFixture(sites: ["north", "south"])
        let south = try await service.generate("S", #""site":"south""#)
        _ = try await service.generate("N", #""site":"north""#)
        service.rights.replace(with: try Self.rights())
        let id = south["linkId"] ?? ""
        let url = south["url"] ?? ""
        let unknownID = id.dropLast() + (id.last == "0" ? "1" : "0")
        let foreign = try await service.call("getLink", #"{"linkId":"\#(id)"}"#, by: Self.clerk)
        let unknown = try await service.call("getLink", #"{"linkId":"\#(unknownID)"}"#, by: Self.clerk)
        #expect(foreign.text.replacing(id, with: "") == unknown.text.replacing(unknownID, with: ""))
        let token = String(url.split(separator: "/").last ?? "")
        let opened = try await service.call("resolveLink", #"{"token":"\#(token)"}"#, by: Self.clerk)
        let guessed = try await service.call(
            "resolveLink",
            #"{"token":"\#(String(token.reversed()))"}"#,
            by: Self.clerk
        )
        #expect(opened.text == guessed.text)
        let byURL = try await service.call("resolveLink", #"{"url":"\#(url)"}"#, by: Self.clerk)
        #expect(byURL.kind == guessed.kind && byURL.message == guessed.message)
        #expect(try await service.call("resolveLink", #"{"url":"\#(url)"}"#, by: Self.member)["orderId"] == "S")
        let named = try await service.call("getLink", #"{"site":"south","orderId":"S"}"#, by: Self.clerk)
        let nowhere = try await service.call("getLink", #"{"site":"nowhere","orderId":"S"}"#, by: Self.clerk)
        #expect(named.text == nowhere.text)
        #expect(named.kind == "notAllowed")
    }

    @Test func `lists, totals, events and counts have the caller's sites only`() async throws {
        let service = try ServiceFixture(sites: ["north", "south"])
        for number in 1...3 { _ = try await service.generate("S\(number)", #""site":"south""#) }
        _ = try await service.generate("N", #""site":"north""#)
        service.rights.replace(with: try Self.rights())
        let list = try await service.call("listLinks", #"{"totals":true}"#, by: Self.clerk)
        #expect(list.result?["links"]?.elements.compactMap { $0["orderId"]?.string } == ["N"])
        #expect(list.result?["totals"]?.elements.compactMap { $0["count"]?.integer } == [1])
        let events = try await service.call("listEvents", #"{"after":0}"#, by: Self.clerk)
        #expect(events.result?["events"]?.elements.compactMap { $0["site"]?.string } == ["north"])
        let status = try await service.call("getServiceStatus", by: Self.clerk)
        #expect(status.result?["counts"]?["links"]?.integer == 1)
        #expect(status.result?["sites"]?.elements.compactMap(\.string) == ["north"])
        // One site is left, so it need not be named.
        #expect(try await service.call("getLink", #"{"orderId":"N"}"#, by: Self.clerk)["site"] == "north")
        let all = try await service.call("listLinks", by: Self.root)
        #expect(all.result?["links"]?.count == 4)
    }

    @Test func `an amount above the bound makes, copies and changes no link`() async throws {
        let service = try ServiceFixture(sites: ["north", "south"])
        let large = #"{"site":"south","orderId":"L","currency":"EUR","amount":50001,"description":"x"}"#
        _ = try await service.call("generateLink", large)
        _ = try await service.generate("A", #""site":"south""#)
        service.rights.replace(with: try Self.rights())
        let seq = service.seq
        let calls = [
            ("generateLink", large.replacing("\"L\"", with: "\"M\"")),
            ("generateLink", large.replacing("50001", with: "1").replacing("EUR", with: "USD")),
            ("generateLink", large.replacing("{", with: #"{"dryRun":true,"#)),
            ("generateLinks", #"{"links":[\#(large.replacing("\"L\"", with: "\"M\""))]}"#),
            ("duplicateTransaction", #"{"orderId":"L","newOrderId":"L2"}"#),
            ("duplicateTransaction", #"{"orderId":"A","newOrderId":"A2","overrides":{"amount":50001}}"#),
            ("duplicateTransaction", #"{"orderId":"L","newOrderId":"L2","overrides":{"amount":1},"supersede":true}"#),
            ("updateLink", #"{"orderId":"L","daysActive":3}"#), ("cancelLink", #"{"orderId":"L"}"#),
            ("recordPayment", #"{"orderId":"L","status":"completed"}"#),
            ("recordPayment", #"{"orderId":"L","status":"completed","amount":1}"#),
        ]
        for (method, parameters) in calls {
            let answer = try await service.call(method, parameters, by: Self.member)
            #expect(answer.kind == "notAllowed", "\(method) \(parameters) \(answer)")
        }
        #expect(service.seq == seq)
        let smaller = #"{"orderId":"L","newOrderId":"L3","overrides":{"amount":50000}}"#
        #expect(try await service.call("duplicateTransaction", smaller, by: Self.member)["orderId"] == "L3")
    }

    @Test func `what a link asks for is no matter to the page that its customer opens`() async throws {
        let service = try ServiceFixture(sites: ["north", "south"])
        let made = try await service.call(
            "generateLink",
            #"{"site":"south","orderId":"L","currency":"EUR","amount":50001,"description":"x"}"#
        )
        service.rights.replace(with: try Self.rights())
        let opened = try await service.call("resolveLink", #"{"url":"\#(made["url"] ?? "")"}"#, by: Self.member)
        #expect(opened["orderId"] == "L" && opened.result?["openings"]?.integer == 1)
    }

    @Test func `one row for another site, or above the bound, refuses the whole call whatever else is wrong`()
        async throws
    {
        let service = try ServiceFixture(sites: ["north", "south"])
        service.rights.replace(with: try Self.rights())
        func row(_ site: String, _ amount: Int) -> String {
            #"{"site":"\#(site)","orderId":"R\#(amount)","currency":"EUR","amount":\#(amount),"description":"x"}"#
        }
        for rows in [
            [row("south", 1), row("north", 2)], [row("south", 1), row("nowhere", 2)],
            [row("south", -1), row("north", 2)],
            [row("south", -1), row("south", 50_001)],
        ] {
            let answer = try await service.call(
                "generateLinks",
                #"{"links":[\#(rows.joined(separator: ","))]}"#,
                by: Self.member
            )
            #expect(answer.kind == "notAllowed", "\(rows) \(answer)")
        }
        let byPosition = try await service.call("generateLinks", "[[\(row("north", 2))]]", by: Self.member)
        #expect(byPosition.kind == "notAllowed")
        #expect(service.seq == 0)
    }

    /// What becomes of a long poll for a site, and of one that names none, under other rights.
    @Test(.timeLimit(.minutes(10)), arguments: [#","site":"north""#, ""])
    func `a call that waits obeys the rights of the moment in which it is answered`(site: String) async throws {
        let service = try ServiceFixture(sites: ["north", "south"])
        var south = Rights.Rule()
        south.users = [Self.clerk.uid]
        south.sites = [try SiteName("south")]
        for (before, after, isAllowed) in [
            (Rights(nil), try Self.rights(), true), (Rights(nil), Rights([]), false),
            (try Self.rights(), Rights([]), false),
            (try Self.rights(), Rights([south]), site.isEmpty), (try Self.rights(), Rights(nil), true),
        ] {
            service.rights.replace(with: before)
            async let answer = service.call(
                "listEvents",
                #"{"after":"now","waitSeconds":25\#(site)}"#,
                by: Self.clerk
            )
            while service.timer.waiterCount == 0 || service.listenerCount == 0 { await Task.yield() }
            service.rights.replace(with: after)
            service.timer.fire()
            #expect((try await answer.kind == nil) == isAllowed, "\(after)")
        }
    }

    @Test func `a wait tells nothing of a site that was withdrawn meanwhile`() async throws {
        let service = try ServiceFixture(sites: ["north", "south"])
        service.rights.replace(with: Rights(nil))
        async let answer = service.call("listEvents", #"{"after":0,"waitSeconds":25}"#, by: Self.clerk)
        while service.timer.waiterCount == 0 || service.listenerCount == 0 { await Task.yield() }
        service.rights.replace(with: try Self.rights())
        for site in ["south", "north"] {
            let terms = #""currency":"EUR","amount":1,"description":"x""#
            _ = try await service.call("generateLink", #"{"site":"\#(site)","orderId":"A",\#(terms)}"#, by: Self.root)
        }
        let events = try await answer.result?["events"]?.elements.compactMap { $0["site"]?.string }
        #expect(events == ["north"])
    }
}
