@testable import PaymentLinks
import TestSupport
import Testing

/// A batch equals its rows called one after the other, or is refused.
@Suite struct GenerateBatchCommandTests {
    private let now = ManualClock.start

    private func row(_ number: Int, _ orderID: String, _ onExisting: GenerateCommand.OnExisting = .error) throws
        -> GenerateBatchCommand.Row
    {
        let command = GenerateCommand(
            key: try ReferenceBuilder.key(orderID),
            terms: try ReferenceBuilder.terms(amount: Int64(number + 1)),
            issuance: ReferenceBuilder.issuance(1000 + number),
            onExisting: onExisting
        )
        return GenerateBatchCommand.Row(number: number, command: command)
    }

    /// The order IDs of a decision's answers, or the refused rows.
    private func outcome(_ rows: [GenerateBatchCommand.Row], in book: ReferenceBook) throws -> [String] {
        do throws(DecisionRefusal) {
            switch try Command.generateBatch(GenerateBatchCommand(rows: rows)).decide(in: book, at: now) {
            case .record(_, let answers): return answers.map(\.orderID.text)
            case .unchanged(let links): return links.map { "=\($0.key.orderID.text)" }
            case .replayed: return ["replayed"]
            }
        } catch .rows(let refusals) {
            return refusals.map { "!\($0.row)" }
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `an order in two rows is refused in the second row`() throws {
        let rows = [try row(0, "A"), try row(1, "B"), try row(2, "A")]
        do throws(DecisionRefusal) {
            _ = try Command.generateBatch(GenerateBatchCommand(rows: rows)).decide(in: ReferenceBook(), at: now)
            Issue.record("nothing was refused")
        } catch .rows(let refusals) {
            #expect(refusals.map(\.row) == [2])
            guard case .orderIDRepeated(let key, let first)? = refusals.first?.refusal else {
                Issue.record("\(refusals)")
                return
            }
            #expect(key.orderID.text == "A" && first == 0)
        } catch {
            Issue.record(error)
        }
    }

    @Test func `every refused row is named, not only the first`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.generate("C")
        let rows = [try row(0, "A"), try row(1, "B"), try row(2, "C"), try row(3, "B")]
        #expect(try outcome(rows, in: builder.book) == ["!0", "!2", "!3"])
    }

    @Test func `a row can answer the link of an earlier row`() throws {
        let rows = [try row(0, "A"), try row(1, "A", .return), try row(2, "A", .reissue)]
        #expect(try outcome(rows, in: ReferenceBook()) == ["A", "A", "A"])
    }

    @Test func `two rows never make two attempts of one dead order`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.cancel("A")
        let rows = [try row(0, "A", .reissue), try row(1, "A", .reissue)]
        #expect(try outcome(rows, in: builder.book) == ["A/2", "A/2"])
    }

    @Test func `a batch that makes nothing records nothing`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        #expect(try outcome([row(0, "A", .return), row(1, "A", .return)], in: builder.book) == ["=A", "=A"])
    }

    @Test func `random batches agree with single calls, one row after the other`() throws {
        var random = SeededSequence(for: #function)
        for round in 0..<300 {
            var builder = ReferenceBuilder()
            for number in 0..<Int.random(in: 0...4, using: &random) {
                try builder.generate("O\(number)")
                if Bool.random(using: &random) { try builder.cancel("O\(number)") }
            }
            let rows = try (0..<Int.random(in: 1...8, using: &random)).map { number in
                let onExisting = GenerateCommand.OnExisting.allCases.randomElement(using: &random) ?? .error
                return try row(number, "O\(Int.random(in: 0...6, using: &random))", onExisting)
            }
            let expected = try singly(rows, builder)
            let decision = try? Command.generateBatch(GenerateBatchCommand(rows: rows)).decide(
                in: builder.book,
                at: now
            )
            if let expected {
                guard let decision else {
                    Issue.record("round \(round): refused, though each row alone is taken")
                    continue
                }
                #expect(try links(of: decision, over: builder) == expected, "round \(round)")
            } else {
                #expect(decision == nil, "round \(round): taken, though a row alone is refused")
            }
        }
    }

    /// The model: each row as a call of its own; nil if one is refused.
    private func singly(_ rows: [GenerateBatchCommand.Row], _ start: ReferenceBuilder) throws -> [Link]? {
        var builder = start
        var answers: [LinkKey] = []
        for row in rows {
            guard let decision = try? builder.perform(.generate(row.command), at: now) else { return nil }
            switch decision {
            case .record(_, let keys): answers += keys
            case .unchanged(let links): answers += links.map(\.key)
            case .replayed: return nil
            }
        }
        return answers.compactMap(builder.book.link(for:))
    }

    private func links(of decision: Decision, over start: ReferenceBuilder) throws -> [Link] {
        var builder = start
        switch decision {
        case .record(let events, let answers):
            try builder.fold(events, at: now)
            return answers.compactMap(builder.book.link(for:))
        case .unchanged(let links): return links
        case .replayed(let memo): return memo.answers
        }
    }
}
