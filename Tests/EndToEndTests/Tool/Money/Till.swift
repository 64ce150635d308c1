import JSON
@testable import paylink
import PaylinkClient
import PaymentLinks
import TestSupport
import Testing

/// A service, and the sentences of the tool about its links.
struct Till {
    let service: ServiceFixture
    let currency: Currency
    /// The site of its links where the service has several.
    private let site: String?

    init(_ code: String = "EUR", service: ServiceFixture? = nil, site: String? = nil) throws {
        self.service = try service ?? ServiceFixture(sites: ["default"] + [site].compactMap(\.self))
        currency = try Currency(code: code)
        self.site = site
    }

    /// Calls a method, of the site.
    func call(_ method: String, _ parameters: String) async throws -> ServiceAnswer {
        let member = site.map { #""site":"\#($0)","# } ?? ""
        return try await service.call(method, "{\(member)\(parameters.dropFirst())")
    }

    /// A command line with the site.
    func typed(_ words: [String]) -> TypedCommand { TypedCommand(words + (site.map { ["--site", $0] } ?? [])) }

    func generate(_ order: String, _ amount: Int64) async throws {
        let terms =
            #""orderId":"\#(order)","currency":"\#(currency.code)","amount":\#(amount),"description":"Desk""#
        try #require(try await call("generateLink", "{\(terms)}").result != nil)
    }

    @discardableResult
    func replace(_ old: String, _ new: String, _ amount: Int64, carryPaid: Bool = false) async throws
        -> ServiceAnswer
    {
        let terms = #""orderId":"\#(old)","newOrderId":"\#(new)","overrides":{"amount":\#(amount)}"#
        return try await call(
            "duplicateTransaction",
            #"{\#(terms),"supersede":true,"carryPaid":\#(carryPaid)}"#
        )
    }

    /// Copies a link, or replaces it; nil keeps its amount and its currency.
    func duplicate(
        _ old: String,
        _ new: String,
        _ amount: Int64?,
        _ currency: String?,
        supersede: Bool = false,
        carryPaid: Bool = false
    ) async throws -> ServiceAnswer {
        let terms = [amount.map { #""amount":\#($0)"# }, currency.map { #""currency":"\#($0)""# }].compactMap(\.self)
        let flags = supersede ? #","supersede":true,"carryPaid":\#(carryPaid)"# : ""
        return try await call(
            "duplicateTransaction",
            #"{"orderId":"\#(old)","newOrderId":"\#(new)","overrides":{\#(terms.joined(separator: ","))}\#(flags)}"#
        )
    }

    /// What an answer warns of, in the tool's words.
    func warnings(of answer: ServiceAnswer, typed words: [String] = []) -> [String] {
        answer.result?["warnings"]?.elements.compactMap(\.string).map {
            RefusalText.words($0, made: answer.result, typed: typed(words))
        } ?? []
    }

    /// Why a command was refused, in the tool's words; nil if it was not.
    func refusal(_ answer: ServiceAnswer, typed words: [String]) throws -> String? {
        let reply = try Reply(line: Array(answer.text.utf8), id: 1)
        do throws(RemoteError) {
            _ = try reply.get()
            return nil
        } catch {
            return RefusalText.lines(error, typed: typed(words))[0]
        }
    }

    func link(_ order: String) async throws -> JSONValue {
        try #require(try await call("getLink", #"{"orderId":"\#(order)"}"#).result)
    }

    /// Every link of the service by its order.
    func links() async throws -> [String: JSONValue] {
        let page = try #require(try await call("listLinks", #"{"limit":1000}"#).result?["links"])
        return Dictionary(page.elements.map { ($0.text("orderId"), $0) }) { first, _ in first }
    }

    func money(_ order: String) async throws -> OrderMoney {
        let links = try await links()
        let advice = try await advice(isNeeded: links.values.contains { LinkMoney($0).isHeldForNothing })
        return try OrderMoney(of: try #require(links[order])) { (order) throws(ToolFailure) in
            guard let link = links[order] else { throw ToolFailure.ended(.refused) }
            return link
        } advice: {
            advice($0)
        }
    }

    /// What the tool advises about money that is held: it tries to replace links first.
    func advice(isNeeded: Bool = true) async throws -> (LinkMoney) -> CarryAdvice {
        var answers: [String: Result<JSONValue, ToolFailure>] = [:]
        for order in isNeeded ? Array(try await links().keys) : [] {
            let flags = #""newOrderId":"dry-run","supersede":true,"carryPaid":true,"dryRun":true"#
            let answer = try await call("duplicateTransaction", #"{"orderId":"\#(order)",\#(flags)}"#)
            let reply = try Reply(line: Array(answer.text.utf8), id: 1)
            do throws(RemoteError) {
                answers[order] = .success(try reply.get())
            } catch {
                answers[order] = .failure(.refused(error, asJSON: false))
            }
        }
        return { [answers] money in
            CarryAdvice(for: money) { (order) throws(ToolFailure) in
                guard let answer = answers[order] else { throw ToolFailure.ended(.refused) }
                return try answer.get()
            }
        }
    }

    /// Records a payment, and says it as `paylink pay` does.
    func pay(_ order: String, _ amount: Int64, _ note: String = "Cash") async throws -> String {
        try await payment(order, amount, note)[0]
    }

    /// Records a refund, and says it as `paylink refund` does; the refusal's sentence if there is one.
    func refund(_ order: String, _ amount: Int64, _ note: String = "Cash") async throws -> String {
        try await repayment(order, amount, note)[0]
    }

    /// Records a payment: what `paylink pay` says, and what it warns of.
    func payment(_ order: String, _ amount: Int64, _ note: String) async throws -> [String] {
        let answer = try await report(order, "completed", amount, note)
        try #require(answer.result?["recorded"]?.bool == true)
        return ["\(text(amount)) received\(try await money(order).afterPayment(of: amount))"]
            + warnings(of: answer)
    }

    /// Records a refund: what `paylink refund` says, and what it warns of.
    func repayment(_ order: String, _ amount: Int64, _ note: String) async throws -> [String] {
        let answer = try await report(order, "refunded", amount, note)
        if let message = answer.message { return [message] }
        return ["\(text(amount)) given back, \(try await money(order).afterRefund)"] + warnings(of: answer)
    }

    private func report(_ order: String, _ status: String, _ amount: Int64, _ note: String) async throws
        -> ServiceAnswer
    {
        let report = #"{"orderId":"\#(order)","status":"\#(status)","amount":\#(amount),"note":"\#(note)"}"#
        return try await call("recordPayment", report)
    }

    /// What `paylink wait` makes of a link.
    func standing(_ order: String) async throws -> String {
        let links = try await links()
        let standing = try OrderStanding(of: try #require(links[order])) { (order) throws(ToolFailure) in
            guard let link = links[order] else { throw ToolFailure.ended(.refused) }
            return link
        }
        return standing.end.map { "\($0.status): \($0.sentence)" } ?? "open: \(standing.openSentence)"
    }

    /// Does what a sentence advises: the first `paylink replace OLD NEW-ORDER-ID --carry-paid` in it.
    func followReplace(_ sentence: String, as new: String, _ amount: Int64) async throws {
        let advice = try #require(
            sentence.firstMatch(of: /paylink replace (\S+) NEW-ORDER-ID --carry-paid/),
            "\(sentence)"
        )
        let answer = try await replace(String(advice.output.1), new, amount, carryPaid: true)
        #expect(answer.result != nil, "\(sentence): \(answer)")
    }

    func cancel(_ order: String) async throws -> String {
        let answer = try await call("cancelLink", #"{"orderId":"\#(order)"}"#)
        guard let link = answer.result else { return answer.message ?? "" }
        let advice = try await advice()
        let carry = LinkMoney(link).isHeldForNothing ? advice(LinkMoney(link)) : nil
        let links = try await links()
        var newest: JSONValue?
        while let successor = (newest ?? link)["supersededBy"]?.string { newest = links[successor] }
        return LinkSummary(link).cancelledLines(newest: newest, carry: carry).joined(separator: "\n")
    }

    /// Why `paylink mail` writes none; nil if it does.
    func mailRefusal(_ order: String) async throws -> String? {
        let links = try await links()
        let link = try #require(links[order])
        var newest: JSONValue?
        while let successor = (newest ?? link)["supersededBy"]?.string { newest = links[successor] }
        let last = newest ?? link
        let advice = try await advice()
        let carry = LinkCorrespondence.needsCarrying(last) ? advice(LinkMoney(last)) : nil
        return LinkCorrespondence.refusal(link, newest: newest, carry: carry)
    }

    func text(_ amount: Int64) -> String { AmountText.withCurrency(amount, currency.code) }
}
