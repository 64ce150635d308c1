/// What the methods accept at most; each is refused aloud.
package struct ServiceLimits: Sendable, Equatable {
    /// How many links one call may make.
    package var linksPerCallMax: Int
    /// How long an answer may be: a batch whose answer could be longer is refused before it is recorded.
    package var answerBytesMax: Int
    /// How long a call waits for the payment service.
    package var issuingSeconds: Int64

    /// The bytes after which a page of a list ends early: room for the last link or event, and for what goes around it.
    var pageBytesMax: Int { answerBytesMax / 2 }
    /// The same for who has waited for events: all who wait are answered at once.
    static let awaitedBytesMax = 64 << 10

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
