@testable import JSONRPC
import TestSupport
import Testing

@Suite struct BatchRoomTests {
    private static let byteCountMax = 4 << 20

    @Test func `whatever members there are, their rooms together are no more than one answer has`() {
        var random = SeededSequence(for: #function)
        for _ in 0..<2000 {
            let members = (0..<Int.random(in: 1...100, using: &random)).map { _ in
                BatchRoom.Member(
                    byteCount: Int.random(
                        in: 0...Self.byteCountMax >> Int.random(in: 0...10, using: &random),
                        using: &random
                    ),
                    isLong: Bool.random(using: &random)
                )
            }
            var room = BatchRoom(of: members, within: Self.byteCountMax)
            var sum = 0
            for member in members where !member.isLong { sum += min(member.byteCount, room.room(of: member).byteCount) }
            for member in members where member.isLong {
                let byteCount = min(member.byteCount, room.nextLongRoom().byteCount)
                let isTaken = room.take(byteCount)
                #expect(isTaken)
                sum += byteCount
            }
            #expect(sum <= Self.byteCountMax, "seed \(random.seed)")
            #expect(room.byteCount == min(Self.byteCountMax, members.reduce(0) { $0 + $1.byteCount }))
        }
    }

    @Test func `what fits is not cut`() {
        let lists = Array(repeating: BatchRoom.Member(byteCount: 464 << 10, isLong: true), count: 40)
        var room = BatchRoom(of: lists, within: Self.byteCountMax)
        for _ in lists {
            let byteCount = room.nextLongRoom().byteCount
            let isTaken = room.take(90 << 10)
            #expect(isTaken && byteCount >= (90 + 64) << 10)
        }
        let rows = BatchRoom.Member(byteCount: 3 << 20, isLong: false)
        let links = Array(repeating: BatchRoom.Member(byteCount: LineReply.ordinaryRoom, isLong: false), count: 99)
        #expect(BatchRoom(of: [rows] + links, within: Self.byteCountMax).room(of: rows).byteCount >= 3 << 20)
    }
}
