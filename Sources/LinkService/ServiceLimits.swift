import JSON
import JSONRPC

/// What the methods accept at most; each is refused aloud.
package struct ServiceLimits: Sendable, Equatable {
    /// How many links one call may make.
    package var linksPerCallMax: Int
    /// How long an answer may be: a batch whose answer could be longer is refused before it is recorded.
    package var answerBytesMax: Int
    /// How long a call waits for the payment service.
    package var issuingSeconds: Int64

    /// The bytes after which a page of so many links or events ends early.
    ///
    /// Room is kept for them while the page is made, so it is not the same for every page: a link of everyday length takes a
    /// quarter of what is counted for it.
    func pageBytesMax(of count: Int) -> Int { min(answerBytesMax / 2, max(256 << 10, count * 4096)) }
    /// The same for a call whose answer has so much room; the last link or event comes on top, and there is always one.
    func pageBytesMax(of count: Int, within room: AnswerRoom) -> Int {
        max(1, min(pageBytesMax(of: count), room.byteCount - Self.itemBytesMax))
    }
    /// The same for who has waited for events: all who wait are answered at once, and no room is kept for them.
    static let awaitedBytesMax = 16 << 10

    /// What is kept for a page whose `limit` nobody has looked at yet: its last link or event comes on top.
    func pageRoom(asked limit: JSONValue?) -> Int {
        let count = limit?.integer.map { Int(max(0, min($0, Int64(Self.pageMax)))) } ?? Self.pageStandard
        return pageBytesMax(of: count) + Self.itemBytesMax
    }
    private static let itemBytesMax = 64 << 10

    /// How many links or events one page has at most.
    static let pageMax = 1000
    /// How many it has if the call does not say.
    static let pageStandard = 100

    /// The defaults are those of the wire's description.
    package init(linksPerCallMax: Int = 50_000, answerBytesMax: Int = 4 << 20, issuingSeconds: Int64 = 25) {
        self.linksPerCallMax = linksPerCallMax
        self.answerBytesMax = answerBytesMax
        self.issuingSeconds = issuingSeconds
    }

    /// An upper bound for the length of the link that a row of a batch makes.
    ///
    /// No value is longer in the answer than in the request. The order ID may stand there three times more, and the names
    /// of the members with what the daemon fills in are well below the allowance.
    package static func answerBytes(row rowBytes: Int, url urlBytes: Int) -> Int {
        rowBytes + urlBytes + answerAllowance
    }

    /// The allowance for the address that a payment service will give.
    static let issuedURLBytesMax = 2048

    private static let answerAllowance = 1200
}
