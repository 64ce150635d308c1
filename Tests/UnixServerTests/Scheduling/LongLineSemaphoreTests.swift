import Testing
@testable import UnixServer

@Suite struct LongLineSemaphoreTests {
    @Test func `a connection waits while no permit is free, and permits go to the first that waits`() {
        let semaphore = LongLineSemaphore(permitCount: 2)
        var granted: [Int] = []
        for number in 0..<5 { semaphore.acquire { granted.append(number) } }
        #expect(granted == [0, 1])
        semaphore.release()
        #expect(granted == [0, 1, 2])
        semaphore.release()
        semaphore.release()
        #expect(granted == [0, 1, 2, 3, 4])
    }

    @Test func `a released permit can be acquired again`() {
        let semaphore = LongLineSemaphore(permitCount: 1)
        var grantedCount = 0
        for round in 1...3 {
            semaphore.acquire { grantedCount += 1 }
            #expect(grantedCount == round)
            semaphore.release()
        }
    }

    @Test func `a permit that is released at once goes to the next one`() {
        let semaphore = LongLineSemaphore(permitCount: 1)
        var granted: [Int] = []
        semaphore.acquire { granted.append(0) }
        for number in 1...100 {
            semaphore.acquire {
                granted.append(number)
                semaphore.release()
            }
        }
        semaphore.release()
        #expect(granted == Array(0...100))
    }
}
