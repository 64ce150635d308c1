package import JSON

/// The methods that an engine calls.
package protocol MethodDispatcher: Sendable {
    /// The peer that sent a request.
    associatedtype Caller: Sendable

    /// Runs one call and returns its result, encoded as one compact JSON value.
    ///
    /// Calls start in the order in which they were sent, up to each one's first suspension; the calls of a batch then run
    /// concurrently.
    ///
    /// - Parameters:
    ///   - method: The method's name as sent; it may be unknown.
    ///   - parameters: An object or an array without repeated member names, or nil if the request had none.
    ///   - caller: The peer that sent the request.
    ///   - onWait: To be called when the call waits for something to happen; nil where nobody asks, as in a batch.
    /// - Returns: The `result` member's value.
    /// - Throws: The `error` member's value.
    func call(
        _ method: String,
        parameters: JSONValue?,
        caller: Caller,
        onWait: WaitNotice?
    ) async throws(RPCError) -> [UInt8]

    /// Whether a method's results may be so long that only few may be in memory at a time; such a method only reads.
    func mayAnswerAtLength(_ method: String) -> Bool

    /// Whether a method may compute for longer than a page of links takes.
    func isSlow(_ method: String) -> Bool

    /// How many bytes are kept for the answer to a call while it is under way: the most that it may take.
    ///
    /// Asked for calls in a batch, and for those that are slow or may answer at length.
    func answerRoom(of method: String, parameters: JSONValue?) -> Int

    /// Whether a method changes nothing, so that the outcome of a call is never unknown.
    func onlyReads(_ method: String) -> Bool

    /// Takes the error of a request that no call was made for, or whose result was dropped; on any thread, must not block.
    func refused(_ error: RPCError)
}

extension MethodDispatcher {
    package func mayAnswerAtLength(_ method: String) -> Bool { false }
    package func isSlow(_ method: String) -> Bool { false }
    package func answerRoom(of method: String, parameters: JSONValue?) -> Int { LineReply.ordinaryRoom }
    package func onlyReads(_ method: String) -> Bool { false }
    package func refused(_ error: RPCError) {}
}
