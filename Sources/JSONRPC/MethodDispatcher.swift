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
    ///   - room: How long the answer may be, and whom to tell when the call waits.
    /// - Returns: The `result` member's value.
    /// - Throws: The `error` member's value.
    func call(
        _ method: String,
        parameters: JSONValue?,
        caller: Caller,
        room: AnswerRoom
    ) async throws(RPCError) -> [UInt8]

    /// What is known of the calls of a method beforehand, but for their room; asked once for each request.
    ///
    /// A method that may answer at length only reads.
    func traits(of method: String) -> CallTraits

    /// How many bytes are kept for the answer to a call while it is under way: the most that it may take.
    ///
    /// Asked for calls in a batch, and for those that are slow or may answer at length.
    func answerRoom(of method: String, parameters: JSONValue?) -> Int

    /// Takes the error of a request that no call was made for, or whose result was dropped; on any thread, must not block.
    func refused(_ error: RPCError)
}

extension MethodDispatcher {
    package func traits(of method: String) -> CallTraits { CallTraits() }
    package func answerRoom(of method: String, parameters: JSONValue?) -> Int { LineReply.ordinaryRoom }
    package func refused(_ error: RPCError) {}
}
