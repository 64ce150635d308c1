import JSON
import JSONRPC
import LinkService
import PaymentLinks

/// The service, with a record of what becomes of its calls.
struct MeasuredService: MethodDispatcher {
    let service: LinkService
    let record: CallRecord

    /// Methods whose calls wait for somebody else; so few that comparing costs each call less than hashing its name.
    private static let waiting = MethodDeclaration.all.filter(\.waits).map(\.name)

    func call(
        _ method: String,
        parameters: JSONValue?,
        caller: Caller,
        room: AnswerRoom
    ) async throws(RPCError) -> [UInt8] {
        let start = ContinuousClock.now
        let isMeasured = !Self.waiting.contains(method)
        do throws(RPCError) {
            let result = try await service.call(method, parameters: parameters, caller: caller, room: room)
            record.note(nil, after: isMeasured ? .now - start : nil)
            return result
        } catch {
            record.note(error, after: isMeasured ? .now - start : nil)
            throw error
        }
    }

    func refused(_ error: RPCError) { record.note(error, after: nil) }

    func traits(of method: String) -> CallTraits { service.traits(of: method) }

    func answerRoom(of method: String, parameters: JSONValue?) -> Int {
        service.answerRoom(of: method, parameters: parameters)
    }
}
