import Testing
@testable import UnixServer

@Suite struct LongLineSemaphoreTests {
    @Test func `who comes while every place is taken waits, and the first to come is the first to be served`() {
        let room = LongLineSemaphore(placeCount: 2)
        var served: [Int] = []
        for number in 0..<5 { room.take { served.append(number) } }
        #expect(served == [0, 1])
        room.giveBack()
        #expect(served == [0, 1, 2])
        room.giveBack()
        room.giveBack()
        #expect(served == [0, 1, 2, 3, 4])
    }

    @Test func `a place that nobody waits for is kept`() {
        let room = LongLineSemaphore(placeCount: 1)
        var servedCount = 0
        for round in 1...3 {
            room.take { servedCount += 1 }
            #expect(servedCount == round)
            room.giveBack()
        }
    }

    @Test func `who gives its place back at once lets the next one in`() {
        let room = LongLineSemaphore(placeCount: 1)
        var served: [Int] = []
        room.take { served.append(0) }
        for number in 1...100 {
            room.take {
                served.append(number)
                room.giveBack()
            }
        }
        room.giveBack()
        #expect(served == Array(0...100))
    }
}
