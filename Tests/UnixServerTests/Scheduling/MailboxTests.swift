import Glibc
import SocketLoop
import TestSupport
import Testing
@testable import UnixServer

@Suite(.timeLimit(.minutes(10))) struct MailboxTests {
    @Test func `a message to a loop that is awake rings nothing, and the loop may not sleep`() throws {
        let mailbox = try Mailbox<Int>()
        mailbox.post(1)
        mailbox.post(2)
        #expect(!rings(mailbox))
        #expect(!mailbox.prepareToSleep())
        #expect(mailbox.take() == [1, 2])
        #expect(mailbox.take() == [])
    }

    @Test func `the first message to a loop that sleeps rings, once`() throws {
        let mailbox = try Mailbox<Int>()
        #expect(mailbox.prepareToSleep())
        #expect(!rings(mailbox))
        mailbox.post(1)
        #expect(rings(mailbox))
        mailbox.acknowledge()
        mailbox.post(2)
        #expect(!rings(mailbox))
        #expect(mailbox.take() == [1, 2])
    }

    @Test func `no message of many threads is lost or left waiting`() async throws {
        let mailbox = try Mailbox<Int>()
        async let sent: Void = sendAll(to: mailbox)
        let received = try await BlockingCall.run {
            let poller = try Poller()
            try poller.add(mailbox.descriptor, token: 0, for: .readable)
            var received: [Int] = []
            while received.count < 10_000 {
                // A ring that was lost would be waited for until the suite's time is up.
                if poller.wait(milliseconds: mailbox.prepareToSleep() ? -1 : 0) > 0 { mailbox.acknowledge() }
                received += mailbox.take()
            }
            return received
        }
        try await sent
        #expect(Set(received).count == 10_000)
        for sender in 0..<4 {
            let own = received.filter { $0 / 2500 == sender }
            #expect(own == own.sorted(), "the messages of one thread keep their order")
        }
    }

    private func sendAll(to mailbox: Mailbox<Int>) async throws {
        try await withThrowingTaskGroup { senders in
            for sender in 0..<4 {
                senders.addTask {
                    try await BlockingCall.run { for number in 0..<2500 { mailbox.post(sender * 2500 + number) } }
                }
            }
            try await senders.waitForAll()
        }
    }

    private func rings(_ mailbox: Mailbox<Int>) -> Bool {
        var poll = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, 0) == 1
    }
}
