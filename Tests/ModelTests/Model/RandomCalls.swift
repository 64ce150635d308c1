import JSON
@testable import JournalLedger
@testable import PaymentLinks
import TestSupport

/// Draws calls of every method that make sense together: orders that exist, keys that were used, pages that continue.
struct RandomCalls {
    private var random: SeededSequence
    private var orders: [String] = []
    private var made: [(linkID: String, url: String)] = []
    /// Calls with an idempotency key, to be repeated.
    private var keyed: [String] = []
    private var page: (parameters: String, cursor: String)?
    private var number = 0
    /// The last event that was listed.
    private var seq: Int64 = 0

    private static let sites = ["north", "south"]

    init(_ random: SeededSequence) {
        self.random = random
    }

    /// The line of the next request.
    mutating func next() -> String {
        number += 1
        switch pick(100) {
        case 0..<22: return keeping("generateLink", terms(newOrder(), site(), more: key()))
        case 22..<28: return keeping("generateLink", terms(order(), site(), more: existing() + key()))
        case 28..<30: return keeping("generateLinks", rows())
        case 30..<40: return keeping("duplicateTransaction", duplicate())
        case 40..<45: return line("cancelLink", named(order()) + maybe(#","reason":"n \#(number)""#) + version())
        case 45..<55: return line("updateLink", named(order()) + update() + version())
        case 55..<70: return line("recordPayment", named(order()) + payment())
        case 70..<75: return line("resolveLink", opened())
        case 75..<88: return line("getLink", shown())
        case 88..<92: return line("listLinks", list())
        case 92: return line("listEvents", events())
        case 93 where pick(4) == 0: return line("erasePersonalData", erasure())
        case 93..<99: return keyed.randomElement(using: &random) ?? line("listPaymentMethods", #""site":"north""#)
        default: return line("getLink", #""linkId":"\#(pick(2) == 0 ? "lnk_unknown" : "")""#)
        }
    }

    /// The line of the next request for a list.
    mutating func nextList() -> String { line("listLinks", list()) }

    /// The line of a request for the list of all links, as far as they fit a page.
    mutating func nextListOfAll() -> String {
        line("listLinks", #""order":"\#(pick(2) == 0 ? "newest" : "oldest")","limit":1000,"totals":true"#)
    }

    /// Orders whose links may have expired.
    mutating func dueOrders() throws -> [LinkKey] {
        try (0..<4).map { _ in try ReferenceBuilder.key(order(), site: site()) }
    }

    /// Learns from an answer what later calls may name.
    mutating func learn(from answer: [UInt8], to line: String) throws {
        if line.contains(#""method":"listEvents""#) {
            seq = try ServiceAnswer(answer).result?["seq"]?.integer ?? seq
            return
        }
        let isList = line.contains(#""method":"listLinks""#)
        guard isList || (line.contains("generateLink\"") && pick(3) == 0) else { return }
        let result = try ServiceAnswer(answer).result
        if isList, let cursor = result?["nextCursor"]?.string { page?.cursor = cursor }
        if !isList, let id = result?["linkId"]?.string, let url = result?["url"]?.string { made.append((id, url)) }
    }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    private mutating func maybe(_ text: String, in count: Int = 2) -> String { pick(count) == 0 ? text : "" }

    private mutating func site() -> String { Self.sites[pick(5) == 0 ? 1 : 0] }

    private mutating func newOrder() -> String {
        if pick(20) == 0 { return order() }
        orders.append(pick(6) == 0 ? "Ж \\\"\(number)\\\" 字" : "A-\(number)")
        return orders[orders.count - 1]
    }

    /// An order that probably exists, preferably a recent one.
    private mutating func order() -> String {
        guard !orders.isEmpty else { return "A-0" }
        let order = orders[pick(3) == 0 ? pick(orders.count) : max(0, orders.count - 1 - pick(12))]
        return order + maybe("/2", in: 12) + maybe("/3", in: 40)
    }

    private mutating func named(_ order: String) -> String { #""site":"\#(site())","orderId":"\#(order)""# }

    private mutating func terms(_ order: String, _ site: String, more: String = "") -> String {
        let money = [#""currency":"EUR","amount":\#(pick(9000))"#, #""currency":"JPY","amount":\#(1 + pick(90))"#][
            pick(6) / 5
        ]
        let time = [#","secondsActive":\#(1 + pick(90))"#, #","daysActive":\#(1 + pick(40))"#, ""][pick(3)]
        let notes = maybe(
            #","metadata":{"shop":"s\#(pick(3))","note":\#(quoted(RandomTerms.wildText(upTo: 30, using: &random)))}"#
        )
        let people = ["Anna", "Bob", "Özil", "Ærø"]
        let customer = maybe(#","customer":{"firstName":"\#(people[pick(4)])","email":"p\#(pick(9))@shop.example"}"#)
        let rest = maybe(#","gateway":"IDEAL""#, in: 6) + maybe(#","secondChanceEmail":true"#, in: 4)
        return #""site":"\#(site)","orderId":"\#(order)","description":"Repair \#(pick(30))",\#(money)"# + time + notes
            + customer + rest + more
    }

    private mutating func key() -> String {
        maybe(#","idempotencyKey":"k\#(pick(6) == 0 ? pick(number) : number)""#) + maybe(#","dryRun":true"#, in: 12)
    }

    private mutating func existing() -> String {
        #","onExisting":"\#(["error", "return", "reissue", "reissue"][pick(4)])""#
    }

    private mutating func rows() -> String {
        let site = site()
        let count = pick(10) == 0 ? 40 + pick(200) : 1 + pick(12)
        let rows = (0..<count).map { _ in
            "{" + terms(pick(10) == 0 ? order() : newOrder(), site, more: existing()) + "}"
        }
        return #""links":[\#(rows.joined(separator: ","))]"# + key()
    }

    private mutating func duplicate() -> String {
        let change = [#","overrides":{"amount":\#(1 + pick(900))}"#, #","overrides":{"secondsActive":60}"#, "", ""][
            pick(4)
        ]
        return named(order()) + #","newOrderId":"\#(newOrder())""# + maybe(#","supersede":true"#) + change + key()
    }

    private mutating func version() -> String { maybe(#","ifVersion":\#(1 + pick(4))"#, in: 3) }

    private mutating func update() -> String {
        switch pick(4) {
        case 0: #","secondsActive":\#(1 + pick(100))"#
        case 1: #","daysActive":\#(1 + pick(365))"#
        case 2: #","metadata":{"shop":"s\#(pick(3))"}"#
        default: #","secondChanceEmail":\#(pick(2) == 0)"#
        }
    }

    private mutating func payment() -> String {
        let words = ReportedStatus.allCases.map(\.rawValue) + ["completed", "completed", "uncleared", "refunded"]
        return #","status":"\#(words[pick(words.count)])""# + maybe(#","amount":\#(1 + pick(9000))"#)
            + maybe(#","transactionId":"t\#(pick(20))""#) + maybe(#","note":"cash""#, in: 9)
    }

    private mutating func opened() -> String {
        guard !made.isEmpty else { return #""token":"unknown""# }
        return #""url":"\#(made[pick(made.count)].url)""# + maybe(#","peek":true"#, in: 3)
    }

    private mutating func shown() -> String {
        guard pick(4) == 0, !made.isEmpty else { return named(order()) }
        return #""linkId":"\#(made[pick(made.count)].linkID)""# + maybe(#","site":"north""#, in: 4)
    }

    /// Events after any sequence number, even beyond the last one; preferably the next ones.
    private mutating func events() -> String {
        let after = ["\(pick(Int(seq) + 8))", "\(seq)", "\(seq)", "\"now\""][pick(4)]
        let types = EventType.allCases.map(\.rawValue)
        return #""after":\#(after),"limit":\#(1 + pick(40))"#
            + maybe(#","site":"\#(site())""#, in: 3)
            + maybe(#","types":["\#(types[pick(4)])","\#(types[4 + pick(types.count - 4)])"]"#, in: 3)
    }

    private mutating func erasure() -> String {
        pick(2) == 0
            ? named(order()) + #","reason":"asked""#
            : #""site":"\#(site())","email":"P\#(pick(9))@shop.example","reason":"asked""#
    }

    /// A list, or the next page of the previous list.
    private mutating func list() -> String {
        if let page, !page.cursor.isEmpty, pick(2) == 0 {
            return page.parameters + #","cursor":"\#(page.cursor)","limit":\#(1 + pick(30))"#
                + maybe(#","totals":true"#)
        }
        let parameters = filter() + #""order":"\#(pick(2) == 0 ? "newest" : "oldest")""#
        page = (parameters, "")
        return parameters + #","limit":\#(1 + pick(30))"# + maybe(#","totals":true"#)
    }

    private mutating func filter() -> String {
        let statuses = LinkStatus.allCases.map { #""\#($0.rawValue)""# }
        let moment = Instant(milliseconds: ManualClock.start.milliseconds + Int64(pick(40) - 10) * 86_400_000).text
        return maybe(#""site":"\#(site())","#, in: 3)
            + maybe(#""status":[\#(statuses[pick(statuses.count)]),\#(statuses[pick(statuses.count)])],"#, in: 3)
            + maybe(#""orderIdPrefix":"A-\#(1 + pick(9))","#, in: 6)
            + maybe(#""\#(["created", "expires"][pick(2)])\#(["After", "Before"][pick(2)])":"\#(moment)","#, in: 3)
            + maybe(#""currency":"JPY","#, in: 6) + maybe(#""amountMin":\#(pick(9000)),"#, in: 6)
            + maybe(#""amountMax":\#(pick(9000)),"#, in: 6)
            + maybe(#""text":"\#(["ANNA", "repair 1", "özil"][pick(3)])","#, in: 6)
            + maybe(#""metadata":{"shop":"s\#(pick(3))"},"#, in: 6)
    }

    private mutating func keeping(_ method: String, _ parameters: String) -> String {
        let line = line(method, parameters)
        if parameters.contains("idempotencyKey") { keyed.append(line) }
        return line
    }

    private func line(_ method: String, _ parameters: String) -> String {
        #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":{\#(parameters)}}"#
    }

    private func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.value(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
