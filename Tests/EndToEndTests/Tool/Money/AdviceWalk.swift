import JSON
@testable import paylink
import PaymentLinks
import TestSupport
import Testing

/// One order after some steps, with everything that was said at the last one.
struct AdviceWalk {
    typealias Step = AdviceWalkTests.Step

    private let till: Till
    /// What the tool and the service said at the last step, in the tool's words.
    private(set) var said: [String] = []
    private var number = 0

    /// Takes the steps; what is refused changes nothing.
    init(_ steps: [Step]) async throws {
        till = try Till()
        for step in steps {
            said = []
            try await take(step)
        }
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
            hear(try await till.duplicate(old, new, amount, currency))
        case .replace(let old, let new, let amount, let currency, let carry):
            hear(try await till.duplicate(old, new, amount, currency, supersede: true, carryPaid: carry))
        case .pay(let order, let amount):
            said += try await till.payment(order, amount, "\(number)")
        case .refund(let order, let amount):
            said += try await till.repayment(order, amount, "\(number)").map(RefusalText.words)
        case .cancel(let order): said.append(RefusalText.words(try await till.cancel(order)))
        case .expire(let order):
            let answer = try await till.service.call("updateLink", #"{"orderId":"\#(order)","secondsActive":1}"#)
            hear(answer)
            if answer.result != nil { till.service.clock.advance(seconds: 1) }
        }
    }

    private mutating func hear(_ answer: ServiceAnswer) {
        if let message = answer.message { said.append(RefusalText.words(message)) }
        said += Till.warnings(of: answer)
    }

    /// The commands in what was said.
    func advices() -> [Advice] {
        said.flatMap { sentence -> [Advice] in
            let sentence = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
            var advices: [Advice] = []
            for match in sentence.matches(
                of: /(?:paylink cancel (\w+), then )?paylink replace (\w+) NEW-ORDER-ID --carry-paid/
            ) {
                advices.append(.replace(String(match.output.2), cancelling: match.output.1.map(String.init)))
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
        case replace(String, cancelling: String?)
        case refund(String)
        case mail(String)
        case cancel(String)
        case copy(String)
        case goOn(String)

        var description: String {
            switch self {
            case .replace(let order, let first): "\(first.map { "cancel \($0), " } ?? "")replace \(order) --carry-paid"
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
        case .replace(let order, let first):
            if let first {
                let answer = try await till.service.call("cancelLink", #"{"orderId":"\#(first)"}"#)
                #expect(answer.result != nil, "\(answer.message ?? ""): \(comment)")
            }
            let free = try await freeMoney()
            let answer = try await till.duplicate(order, "way-on", nil, nil, supersede: true, carryPaid: true)
            #expect(answer.result != nil, "\(answer.message ?? ""): \(comment)")
            // No circle: what was held for nothing counts now.
            #expect(free == 0 || (answer.number("carriedAmount") ?? 0) > 0, comment)
        case .refund(let order):
            let answer = try await till.service.call(
                "recordPayment",
                #"{"orderId":"\#(order)","status":"refunded","amount":1,"note":"advised"}"#
            )
            #expect(answer.result != nil, "\(answer.message ?? ""): \(comment)")
        case .mail(let order): #expect(try await till.mailRefusal(order) == nil, comment)
        case .cancel(let order):
            let answer = try await till.service.call("cancelLink", #"{"orderId":"\#(order)"}"#)
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
