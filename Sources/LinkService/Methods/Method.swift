package import JSON
package import JSONRPC
package import PaymentLinks

/// One method of the wire: its declaration, and what it does.
package protocol Method: Sendable {
    /// The name on the wire.
    static var name: String { get }
    /// What the method is for, in one sentence for people.
    static var summary: String { get }
    /// The parameters in their order by position.
    static var parameters: [DeclaredParameter] { get }
    /// What the result is.
    static var result: Schema { get }
    /// The errors that the method may answer, beside those of every line.
    static var errors: [DeclaredError] { get }
    /// Calls with their answers, executed and compared in every test run.
    static var examples: [Example] { get }

    init(_ context: ServiceContext)

    /// Answers one call with the encoded result.
    ///
    /// Up to its first suspension it runs on the caller's thread, so that calls are decided in the order of their arrival.
    func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8]

    /// Whether results may be so long that a connection should have only one of them in memory; then it only reads.
    static var mayAnswerAtLength: Bool { get }

    /// How many bytes are kept for the answer to a call while it is under way: the most that it may take.
    ///
    /// - Parameters:
    ///   - value: The value of a parameter, which nobody has looked at yet.
    ///   - limits: What the methods accept at most.
    /// - Returns: The bytes.
    static func answerRoom(_ value: (_ parameter: String) -> JSONValue?, _ limits: ServiceLimits) -> Int

    /// Whether one call may compute for longer than a page of links takes.
    static var isSlow: Bool { get }

    /// Whether a call changes nothing.
    static var onlyReads: Bool { get }

    /// Whether a call may wait for something to happen.
    static var waits: Bool { get }
}

extension Method {
    package static var mayAnswerAtLength: Bool { false }
    package static func answerRoom(_ value: (_ parameter: String) -> JSONValue?, _ limits: ServiceLimits) -> Int {
        LineReply.ordinaryRoom
    }
    package static var isSlow: Bool { false }
    /// What answers at length only reads.
    package static var onlyReads: Bool { mayAnswerAtLength }
    package static var waits: Bool { false }
}
