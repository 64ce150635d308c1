import JSON
import JSONRPC

/// How many answers a stream of requests has to get (JSON-RPC 2.0 sections 4.1 and 6).
///
/// A notification has none, a batch one unless it holds notifications only; what is no request is answered with an error.
struct AnswerCount {
    private(set) var count = 0
    private var framer = LineFramer(lineBytesMax: JSONDocument.textBytesMax)

    /// Takes the next bytes of the stream.
    mutating func add(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { framer.append($0) }
        while let frame = framer.next() { take(frame) }
    }

    /// The number once the stream has ended; a last line without a newline counts.
    var finished: Int {
        var copy = self
        if let frame = copy.framer.finish() { copy.take(frame) }
        return copy.count
    }

    private mutating func take(_ frame: LineFramer.Frame) {
        switch frame {
        case .line(let bytes): count += Self.isAnswered(bytes) ? 1 : 0
        case .tooLong: count += 1
        }
    }

    private static func isAnswered(_ line: [UInt8]) -> Bool {
        guard let value = try? JSONDocument(parsing: line).root else { return true }
        if value.kind == .array, value.count > 0 { return !value.elements.allSatisfy(isNotification) }
        return !isNotification(value)
    }

    /// A request without an `id`; anything else without one is invalid, and the error is an answer.
    private static func isNotification(_ value: JSONValue) -> Bool {
        value.kind == .object && value["id"] == nil && value["jsonrpc"]?.string == "2.0"
            && value["method"]?.string != nil
    }
}
