import JSON
@testable import paylink
import PaymentLinks
import TestSupport
import Testing

/// One order after some steps, with everything that was said at the last one.
struct AdviceWalk {
    typealias Step = AdviceWalkTests.Step

    private let till: Till
    private let site: String?
    /// What the tool and the service said at the last step, in the tool's words.
    private(set) var said: [String] = []
    private var number = 0
    /// What the last step asked for, if it asked for a link, and how many sentences it brought.
    private var asked: (amount: Int64, currency: String)?
    private var stepSentenceCount = 0

    /// Takes the steps, of links of a site where there are several; what is refused changes nothing.
    init(_ steps: [Step], site: String? = nil) async throws {
        till = try Till(site: site)
        self.site = site
        for step in steps {
            said = []
            asked = nil
            try await take(step)
        }
        stepSentenceCount = said.count
        guard let last = steps.last else { return }
        if let refusal = try await till.mailRefusal(last.order) { said.append(refusal) }
    }

    /// A step that may make sense now.
    func nextStep(_ number: Int, using random: inout SeededSequence) async throws -> Step {
        let links = try await till.links().sorted { $0.key < $1.key }
        let order = links.randomElement(using: &random)?.key ?? ""
        let new = "R\(number)"
        let amount: Int64 =
            [10, 20, 30, 50, 80, .random(in: 1...90, using: &random)].randomElement(using: &random) ?? 1
        let currency = ["EUR", "JPY", nil, nil, nil, nil].randomElement(using: &random) ?? nil
        let due = links.first { $0.key == order }.flatMap { LinkMoney($0.value).due } ?? 0
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1: return .copy(order, new, currency == nil && Bool.random(using: &random) ? nil : amount, currency)
        case 2, 3, 4: return .replace(order, new, amount, currency, carry: Int.random(in: 0..<4, using: &random) > 0)
        case 5, 6, 7: return .pay(order, due > 0 && Bool.random(using: &random) ? due : amount)
        case 8, 9: return .refund(order, amount)
        case 10: return .expire(order)
        default: return .cancel(order)
        }
    }

    private mutating func take(_ step: Step) async throws {
        number += 1
        // Each step has a moment of its own.
        till.service.clock.advance(seconds: 1)
        switch step {
        case .generate(let order, let amount): try await till.generate(order, amount)
        case .copy(let old, let new, let amount, let currency):
            let words = try await words("duplicate", old, new, amount, currency)
            try hear(try await till.duplicate(old, new, amount, currency), words)
        case .replace(let old, let new, let amount, let currency, let carry):
            let words = try await words("replace", old, new, amount, currency) + (carry ? ["--carry-paid"] : [])
            try hear(try await till.duplicate(old, new, amount, currency, supersede: true, carryPaid: carry), words)
        case .pay(let order, let amount):
            said += try await till.payment(order, amount, "\(number)")
        case .refund(let order, let amount):
            said += try await till.repayment(order, amount, "\(number)")
        case .cancel(let order): said.append(try await till.cancel(order))
        case .expire(let order):
            let answer = try await till.call("updateLink", #"{"orderId":"\#(order)","secondsActive":1}"#)
            try hear(answer, ["update", order, "--seconds", "1"])
            if answer.result != nil { till.service.clock.advance(seconds: 1) }
        }
    }

    /// The command line of a copy; it also tells what is asked for.
    private mutating func words(_ name: String, _ old: String, _ new: String, _ amount: Int64?, _ currency: String?)
        async throws -> [String]
    {
        let source = try await till.links()[old]
        let code = currency ?? source?.text("currency") ?? "EUR"
        asked = (amount ?? source?["amount"]?.integer ?? 0, code)
        var words = [name, old, new]
        words.give("--amount", amount.map { AmountText.decimal($0, code) })
        words.give("--currency", currency)
        return words
    }

    private mutating func hear(_ answer: ServiceAnswer, _ words: [String]) throws {
        if let refusal = try till.refusal(answer, typed: words) { said.append(refusal) }
        said += till.warnings(of: answer, typed: words)
    }

    /// The commands in what was said.
    func advices() -> [Advice] {
        said.enumerated().flatMap { index, sentence -> [Advice] in
            let commandCount = sentence.matches(of: /paylink (?:cancel|mail|refund|replace) \w/).count
            let siteCount = sentence.matches(of: /\ --site (\w+)/).count { $0.output.1 == site ?? "" }
            #expect(siteCount == (site == nil ? 0 : commandCount), "\(sentence)")
            let plain = sentence.replacing(/\ --site \w+/, with: "")
            let sentence = plain.hasSuffix(".") ? String(plain.dropLast()) : plain
            var advices: [Advice] = []
            for match in sentence.matches(
                of:
                    /(?:paylink cancel (\w+), then )?paylink replace (\w+) ([\w-]+)(?: --amount (\S+))?(?: --currency (\w+))? --carry-paid/
            ) {
                let (_, first, order, new, amount, currency) = match.output
                advices.append(
                    .replace(
                        String(order),
                        cancelling: first.map(String.init),
                        as: String(new),
                        amount: amount.map(String.init),
                        currency: currency.map(String.init),
                        answers: index < stepSentenceCount
                    )
                )
            }
            for match in sentence.matches(of: /paylink refund (\w+) AMOUNT/) {
                advices.append(.refund(String(match.output.1)))
            }
            for match in sentence.matches(of: /name that order to paylink refund|report of order (\w+) what goes back/)
            {
                if let order = match.output.1 { advices.append(.refund(String(order))) }
            }
            for match in sentence.matches(of: /is held by order (\w+)/) {
                advices.append(.refund(String(match.output.1)))
            }
            for match in sentence.matches(of: /paylink mail (\w+)/) { advices.append(.mail(String(match.output.1))) }
            for match in sentence.matches(of: /to end that too: paylink cancel (\w+)/) {
                advices.append(.cancel(String(match.output.1)))
            }
            for match in sentence.matches(of: /Order (\w+) .* make a (?:new link|link of the difference)/) {
                advices.append(.copy(String(match.output.1)))
            }
            for match in sentence.matches(of: /go on with (?:its successor )?(\w+)/) {
                advices.append(.goOn(String(match.output.1)))
            }
            for match in sentence.matches(of: /place order (\w+) took; use that one/) {
                advices.append(.goOn(String(match.output.1)))
            }
            return advices
        }
    }

    /// A command that was advised.
    enum Advice: CustomStringConvertible {
        case replace(
            String,
            cancelling: String?,
            as: String,
            amount: String?,
            currency: String?,
            answers: Bool
        )
        case refund(String)
        case mail(String)
        case cancel(String)
        case copy(String)
        case goOn(String)

        var description: String {
            switch self {
            case .replace(let order, let first, let new, let amount, let currency, _):
                "\(first.map { "cancel \($0), " } ?? "")replace \(order) \(new) \(amount ?? "") \(currency ?? "") --carry-paid"
            case .refund(let order): "refund \(order)"
            case .mail(let order): "mail \(order)"
            case .cancel(let order): "cancel \(order)"
            case .copy(let order): "duplicate \(order)"
            case .goOn(let order): "go on with \(order)"
            }
        }
    }

    /// Takes an advice literally.
    func take(_ advice: Advice, _ context: String) async throws {
        let comment: Comment = "\(advice): \(context)"
        switch advice {
        case .replace(let order, let first, let new, let amount, let currency, let answers):
            if let first {
                let answer = try await till.call("cancelLink", #"{"orderId":"\#(first)"}"#)
                #expect(answer.result != nil, "\(answer.message ?? ""): \(comment)")
            }
            let free = try await freeMoney()
            let held = try await till.link(order).text("currency")
            let code = currency ?? held
            let answer = try await till.duplicate(
                order,
                new == "NEW-ORDER-ID" ? "way-on" : new,
                amount.map { try AmountArgument.minorUnits($0, WordArgument.currency(code)) },
                currency,
                supersede: true,
                carryPaid: true
            )
            if answers, let asked, let made = answer.result {
                #expect(made["amount"]?.integer == asked.amount && made.text("currency") == asked.currency, comment)
            }
            #expect(answer.result != nil, "\(answer.message ?? ""): \(comment)")
            // No circle: what was held for nothing counts now.
            #expect(free == 0 || (answer.number("carriedAmount") ?? 0) > 0, comment)
        case .refund(let order):
            let answer = try await till.call(
                "recordPayment",
                #"{"orderId":"\#(order)","status":"refunded","amount":1,"note":"advised"}"#
            )
            #expect(answer.result != nil, "\(answer.message ?? ""): \(comment)")
        case .mail(let order): #expect(try await till.mailRefusal(order) == nil, comment)
        case .cancel(let order):
            let answer = try await till.call("cancelLink", #"{"orderId":"\#(order)"}"#)
            #expect(answer.result != nil, "\(answer.message ?? ""): \(comment)")
        case .copy(let order):
            let money = LinkMoney(try await till.link(order))
            #expect(money.held + money.carried == 0 || money.isPaid || money.status == .duplicate, comment)
            #expect(try await till.duplicate(order, "way-on", 1, nil).result != nil, comment)
        case .goOn(let order):
            #expect(try await till.link(order)["supersededBy"]?.isNull == true, comment)
        }
    }

    /// What is held for links that ended unpaid.
    private func freeMoney() async throws -> Int64 {
        try await till.links().values.map(LinkMoney.init).filter(\.isHeldForNothing).reduce(0) { $0 + $1.over }
    }

    /// Holds the links against the customer's money: what came and stayed is counted once, and the rest is over.
    func checkSums(_ context: String) async throws {
        let links = try await till.links().mapValues(LinkMoney.init)
        for currency in ["EUR", "JPY"] {
            let all = links.values.filter { $0.link.text("currency") == currency }
            let held = all.reduce(0) { $0 + $1.held }
            let over = all.reduce(0) { $0 + $1.over }
            let counted = OrderDemand.counted(links, currency)
            #expect(over == held - counted, "\(currency): \(held) held, \(counted) counted, \(over) over; \(context)")
        }
        for money in links.values {
            let due = money.due ?? 0
            guard money.link["supersededBy"]?.isNull == true, !money.isPaid else { continue }
            let asks = [.active, .expired, .declined, .uncleared, .pending].contains(money.status)
            let rest = money.link["amount"]?.integer.map { $0 - money.held - money.carried } ?? 0
            #expect(due == (asks ? rest : 0), "\(money.orderID): \(context)")
        }
    }
}

extension AdviceWalkTests.Step {
    /// The link that it is about.
    var order: String {
        switch self {
        case .generate(let order, _), .pay(let order, _), .refund(let order, _), .cancel(let order), .expire(let order):
            order
        case .copy(let old, _, _, _), .replace(let old, _, _, _, _): old
        }
    }
}
