internal import JSON

/// One request as it goes over the wire (JSON-RPC 2.0 section 4).
package enum RequestLine {
    /// Encodes a request, without a newline.
    ///
    /// - Parameters:
    ///   - id: The number that the answer will name; without one it is a notification, and there is no answer.
    ///   - method: The method's name.
    ///   - parameters: An object or array that is encoded already, on one line; nil to leave `params` out.
    /// - Returns: The line.
    package static func encode(id: Int64?, method: String, parameters: [UInt8]?) -> [UInt8] {
        var writer = JSONWriter(reserving: 64 + (parameters?.count ?? 0))
        writer.object { writer in
            writer.member("jsonrpc", "2.0")
            if let id { writer.member("id", id) }
            writer.member("method", method)
            if let parameters {
                writer.key("params")
                writer.raw(parameters)
            }
        }
        return writer.bytes
    }
}
