import CLinux

/// Decides when an answer is complete, and whether it is the expected one.
///
/// A client has one request under way, so the last byte received decides, and the cost does not grow with the answer.
struct AnswerReader {
    enum Verdict {
        case incomplete, right, wrong
    }

    private static let newline = UInt8(ascii: "\n")
    /// An envelope's members stand before its result, so its head is enough to judge it.
    private static let headCountMax = 96
    private static let resultMark = Array(#""result":"#.utf8)

    let work: Work
    /// The bytes of the value that a request carries.
    let valueCount: Int

    /// Judges the bytes received so far.
    ///
    /// - Parameters:
    ///   - answer: everything received since the request was sent.
    ///   - digits: the request's own number as it was sent, which a right JSON-RPC answer repeats.
    /// - Returns: whether the answer is still incomplete, right, or something else.
    func verdict(_ answer: UnsafeBufferPointer<UInt8>, digits: UnsafeBufferPointer<UInt8>) -> Verdict {
        switch work.wire {
        case .rpc: isLine(answer) ? rpcVerdict(answer, digits) : .incomplete
        case .redis: !isLine(answer) ? .incomplete : work == .set ? setVerdict(answer) : getVerdict(answer)
        case .postgresql: PostgreSQL.verdict(answer, expected: PostgreSQL.inserted)
        case .raw: answer.count < valueCount ? .incomplete : answer.count == valueCount ? .right : .wrong
        }
    }

    /// Judges what came since a connection's introduction was sent.
    func introductionVerdict(_ answer: UnsafeBufferPointer<UInt8>) -> Verdict {
        PostgreSQL.verdict(answer, expected: PostgreSQL.prepared)
    }

    private func isLine(_ answer: UnsafeBufferPointer<UInt8>) -> Bool { answer.last == Self.newline }

    private func rpcVerdict(
        _ answer: UnsafeBufferPointer<UInt8>,
        _ digits: UnsafeBufferPointer<UInt8>
    ) -> Verdict {
        let headCount = min(answer.count, Self.headCountMax)
        let isResult = Self.resultMark.withUnsafeBufferPointer { mark in
            memmem(answer.baseAddress, headCount, mark.baseAddress, mark.count) != nil
        }
        let isOurs = memmem(answer.baseAddress, headCount, digits.baseAddress, digits.count) != nil
        return isResult && isOurs ? .right : .wrong
    }

    private func setVerdict(_ answer: UnsafeBufferPointer<UInt8>) -> Verdict {
        answer.elementsEqual("+OK\r\n".utf8) ? .right : .wrong
    }

    /// A bulk string: `$`, the length in digits (or -1 for nothing there), a line end, the bytes, a line end.
    private func getVerdict(_ answer: UnsafeBufferPointer<UInt8>) -> Verdict {
        guard answer.first == UInt8(ascii: "$") else { return .wrong }
        var length = 0
        var place = 1
        while place < answer.count, answer[place] != UInt8(ascii: "\r") {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(answer[place]) else { return .wrong }
            length = length * 10 + Int(answer[place] - UInt8(ascii: "0"))
            place += 1
        }
        let wholeCount = place + 2 + length + 2
        return answer.count < wholeCount ? .incomplete : answer.count == wholeCount ? .right : .wrong
    }
}
