package import JSON

/// The methods an engine calls.
package protocol MethodDispatcher: Sendable {
    /// What is known of the peer that sent a request: its rights, its connection.
    associatedtype Caller: Sendable

    /// Runs one call and returns its result, encoded as one compact JSON value.
    ///
    /// Calls of one batch run concurrently, each started in the order of the batch; the order in which calls enter is
    /// the order in which they were sent, up to each one's first suspension.
    ///
    /// - Parameters:
    ///   - method: The method's name as sent; it may be unknown.
    ///   - parameters: An object or an array without repeated member names, or nil if the request had none.
    ///   - caller: Who asks.
    /// - Returns: The `result` member's value.
    /// - Throws: The `error` member's value.
    func call(_ method: String, parameters: JSONValue?, caller: Caller) async throws(RPCError) -> [UInt8]

    /// Whether results of a method may be so long that memory has to be thought of; such a method only reads.
    func mayAnswerAtLength(_ method: String) -> Bool
}

extension MethodDispatcher {
    package func mayAnswerAtLength(_ method: String) -> Bool { false }
}
