import Foundation
import Glibc
import JSONRPC
import PaylinkClient
import SystemPackage
import TestSupport
import Testing
import JSON

/// Connections as `printf … | nc -N` makes them: one request, a half-close, and a wait for the answer.
@Suite struct ShortConnectionTests {
    private static let openMax = 100

    /// 1,000, or `PAYLINK_SHORT_CONNECTIONS` of the environment.
    private static let count =
        ProcessInfo.processInfo.environment["PAYLINK_SHORT_CONNECTIONS"].flatMap { Int($0) } ?? 1000

    @Test(.timeLimit(.minutes(10))) func `every client that half-closes and waits gets its answer`() async throws {
        let session = try await WireSession()
        _ = try await session.result(of: .generateLink("A-0"))
        let path = session.daemon.place.socketPath
        try await withThrowingTaskGroup { group in
            for first in 0..<Self.openMax {
                group.addTask {
                    try await BlockingCall.run {
                        for number in stride(from: first, to: Self.count, by: Self.openMax) {
                            try connectOnce(number, path)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        // The first link, and one for every second connection.
        let status = try await session.result(of: .status())
        #expect(status["counts"]?["links"]?.integer == Int64(Self.count / 2 + 1))
    }

    @Test(.timeLimit(.minutes(10))) func `what a caller gave up while the daemon stood still is not done later`()
        async throws
    {
        let session = try await WireSession()
        _ = try await session.result(of: .generateLink("A-0"))
        let child = session.daemon.child
        child.kill(SIGSTOP)
        // The signal takes every thread within microseconds, and a state of `T` says that it has.
        while try !FilePath("/proc/\(child.pid)/stat").wholeFile().contains(Array(") T ".utf8)) { await Task.yield() }
        let path = session.daemon.place.socketPath
        let cancelled = try await ToolRun(["--timeout", "1", "cancel", "A-0", "--socket", path])
        #expect(cancelled.status == 2 && cancelled.complaint.contains("systemctl status paylinkd"))
        child.kill(SIGCONT)
        #expect(try await session.result(of: .getLink("A-0"))["status"]?.string == "active")
        #expect(try await session.result(of: .status())["seq"]?.integer == 1)
    }
}

/// Odd numbers make a link and even ones read one; half of each leave the newline out.
private func connectOnce(_ number: Int, _ path: String) throws {
    let isWriting = number % 2 == 1
    let id = "\(number)"
    let request = isWriting ? Request.generateLink("A-\(number)", id: id) : Request.getLink("A-0", id: id)
    let connection = try Connection(path: path, timeoutSeconds: LineClient.timeoutSeconds)
    try connection.sendBytes(Array((request.text + (number % 4 < 2 ? "\n" : "")).utf8))
    try connection.closeSending()
    let answer = try #require(try connection.readLine(), "connection \(number) got no answer")
    #expect(try WireReply(line: String(decoding: answer, as: UTF8.self)) == .result(id: id))
    #expect(try connection.readLine() == nil)
}
