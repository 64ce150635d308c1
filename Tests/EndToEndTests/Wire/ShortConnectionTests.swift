import Foundation
import JSONRPC
import PaylinkClient
import TestSupport
import Testing
import JSON

/// Connections as `printf … | nc -N` makes them: one request, the end of the input, and then waiting for the answer.
@Suite struct ShortConnectionTests {
    private static let openMax = 100

    /// `PAYLINK_SHORT_CONNECTIONS` in the environment sets another number than 1,000.
    private static let count =
        ProcessInfo.processInfo.environment["PAYLINK_SHORT_CONNECTIONS"].flatMap { Int($0) } ?? 1000

    @Test(.timeLimit(.minutes(5))) func `everybody who half-closes and waits gets the answer`() async throws {
        let session = try await WireSession()
        _ = try await session.result(of: .generateLink("A-0"))
        let path = session.daemon.place.socketPath
        try await withThrowingTaskGroup { group in
            for first in 0..<Self.openMax {
                group.addTask {
                    try await onOwnThread {
                        for number in stride(from: first, to: Self.count, by: Self.openMax) {
                            try connectOnce(number, path)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        // Every second connection made a link, beside the first one of all.
        let status = try await session.result(of: .status())
        #expect(status["counts"]?["links"]?.integer == Int64(Self.count / 2 + 1))
    }
}

/// Odd numbers make a link and even ones read one; of either, every second one leaves its newline out.
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
