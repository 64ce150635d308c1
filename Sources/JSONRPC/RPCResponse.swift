import JSON

/// The encoded form of one answer (JSON-RPC 2.0 section 5): exactly one of `result` and `error`, and always an `id`.
package enum RPCResponse {
    /// The `id` of the answer to a request whose own could not be read.
    package static let nullID = Array("null".utf8)[...]

    private static let head = Array(#"{"jsonrpc":"2.0","id":"#.utf8)
    private static let resultKey = Array(#","result":"#.utf8)
    private static let errorKey = Array(#","error":"#.utf8)

    /// Encodes a success; `id` and `result` are copied as they are.
    package static func success(id: ArraySlice<UInt8>, result: [UInt8]) -> [UInt8] {
        encode(id, resultKey, result)
    }

    /// Encodes a failure; `id` is copied as it is.
    package static func failure(id: ArraySlice<UInt8> = nullID, _ error: RPCError) -> [UInt8] {
        var writer = JSONWriter()
        error.write(to: &writer)
        return encode(id, errorKey, writer.bytes)
    }

    private static func encode(_ id: ArraySlice<UInt8>, _ key: [UInt8], _ body: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(head.count + id.count + key.count + body.count + 1)
        bytes += head
        bytes += id
        bytes += key
        bytes += body
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
