package import JSONRPC
package import SocketLoop

/// Answers one line of a client.
package typealias LineResponder = @Sendable (_ line: [UInt8], _ peer: PeerCredentials) -> LineReply

/// Answers every request of one line with an error, without running it; nil if all of them are notifications.
///
/// An empty line stands for none: a connection that is refused, a line of which nothing is kept.
package typealias LineRefuser = @Sendable (_ line: [UInt8], _ error: RPCError) -> [UInt8]?

/// What a server serves.
package struct LineService: Sendable {
    let respond: LineResponder
    let refuse: LineRefuser
    let hasAnswer: @Sendable (_ line: [UInt8]) -> Bool

    /// - Parameters:
    ///   - respond: Answers one line; up to its first suspension it runs on the loop's thread, and must not block.
    ///   - refuse: Answers one line with an error instead.
    ///   - hasAnswer: Whether a line is more than notifications (JSON-RPC 2.0 section 4.1); nil asks `refuse`.
    package init(
        respond: @escaping LineResponder,
        refuse: @escaping LineRefuser = { _, error in RPCResponse.failure(error) },
        hasAnswer: (@Sendable (_ line: [UInt8]) -> Bool)? = nil
    ) {
        self.respond = respond
        self.refuse = refuse
        self.hasAnswer = hasAnswer ?? { refuse($0, .shuttingDown()) != nil }
    }
}
