import JSON
import JSONRPC
import PaymentLinks

extension ParameterType where Value == Metadata {
    /// An object of strings.
    static let metadata = ParameterType(
        expectation: "an object whose values are strings",
        schema: .map(to: .string(0...500))
    ) { (value, pointer) throws(RPCError) in
        guard value.kind == .object else {
            throw .unexpected(value, at: pointer, "an object whose values are strings", .emptyObject, insteadOf: .array)
        }
        var entries: [(key: String, value: String)] = []
        for (name, member) in value.members {
            guard let string = member.string else {
                throw RPCError(
                    .invalidMetadata,
                    "Every value of `metadata` must be a string; put numbers in quotes.",
                    at: "\(pointer)/\(name.jsonPointerToken)"
                )
            }
            entries.append((key: name, value: string))
        }
        return try refusing(at: pointer) { () throws(Refusal) in try Metadata(entries) }
    }
}
