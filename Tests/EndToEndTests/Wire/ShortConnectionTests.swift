import Foundation
import JSONRPC
import PaylinkClient
import TestSupport
import Testing
import JSON

/// Connections as `printf … | nc -N` makes them: one request, a half-close, and a wait for the answer.
@Suite struct ShortConnectionTests {
    private static let openMax = 100

    /// 1,000, or `PAYLINK_SHORT_CONNECTIONS` of the environment.
    private static let count =
        ProcessInfo.processInfo.environment["PAYLINK_SHORT_CONNECTIONS"].flatMap { Int($0) } ?? 1000

    @Test(.timeLimit(.minutes(5))) func `every client that half-closes and waits gets its answer`() async throws {
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
