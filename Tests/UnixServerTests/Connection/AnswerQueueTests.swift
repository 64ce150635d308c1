import SocketLoop
import TestSupport
import Testing
@testable import UnixServer

@Suite struct AnswerQueueTests {
    @Test
    func `answers leave in the order of their tickets, none lost and none twice, in whatever order they are ready`() {
        var random = SeededSequence(for: #function)
        for _ in 0..<300 {
            var queue = AnswerQueue()
            var waiting: [AnswerQueue.Ticket] = []
            var issued: [AnswerQueue.Ticket] = []
            var silent: Set<AnswerQueue.Ticket> = []
            var left: [[UInt8]] = []
            for _ in 0..<200 {
                if waiting.isEmpty || Bool.random(using: &random) {
                    let ticket = queue.enter([], at: .now())
                    waiting.append(ticket)
                    issued.append(ticket)
                } else {
                    left += answerOne(of: &waiting, in: &queue, &silent, &random)
                }
                #expect(queue.count >= waiting.count)
            }
            while !waiting.isEmpty { left += answerOne(of: &waiting, in: &queue, &silent, &random) }
            #expect(queue.isEmpty)
            #expect(left == issued.filter { !silent.contains($0) }.map(text))
        }
    }

    @Test func `an answer waits for the earlier ones and then leaves with them`() {
        var queue = AnswerQueue()
        let tickets = (0..<3).map { _ in queue.enter([], at: .now()) }
        #expect(queue.answer(tickets[2], with: [2]) == [])
        #expect(queue.answer(tickets[0], with: [0]) == [[0]])
        #expect(queue.count == 2)
        #expect(queue.answer(tickets[1], with: nil) == [[2]])
        #expect(queue.isEmpty)
    }

    @Test func `a pipeline that never runs empty does not grow`() {
        var queue = AnswerQueue()
        var oldest = queue.enter([], at: .now())
        for _ in 0..<10_000 {
            let next = queue.enter([], at: .now())
            #expect(queue.answer(oldest, with: text(oldest)) == [text(oldest)])
            oldest = next
            #expect(queue.count == 1)
        }
        let slots = Mirror(reflecting: queue).children.first { $0.label == "slots" }
        #expect((slots?.value as? any Collection)?.count ?? .max < 200)
    }

    @Test func `a ticket is answered once`() async {
        await #expect(processExitsWith: .failure) {
            var queue = AnswerQueue()
            _ = queue.enter([], at: .now())
            let ticket = queue.enter([], at: .now())
            _ = queue.answer(ticket, with: nil)
            _ = queue.answer(ticket, with: nil)
        }
    }

    /// Answers a random waiting request, one in five as a notification.
    private func answerOne(
        of waiting: inout [AnswerQueue.Ticket],
        in queue: inout AnswerQueue,
        _ silent: inout Set<AnswerQueue.Ticket>,
        _ random: inout SeededSequence
    ) -> [[UInt8]] {
        let ticket = waiting.remove(at: Int.random(in: waiting.indices, using: &random))
        guard Int.random(in: 0..<5, using: &random) == 0 else { return queue.answer(ticket, with: text(ticket)) }
        silent.insert(ticket)
        return queue.answer(ticket, with: nil)
    }

    private func text(_ ticket: AnswerQueue.Ticket) -> [UInt8] {
        Array("\(ticket)".utf8)
    }
}
