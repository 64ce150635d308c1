package import JSON

/// The `error` of an answer: the daemon heard the request and refused it.
package struct RemoteError: Error, Sendable {
    package let code: Int64
    /// One sentence for people.
    package let message: String
    /// The stable name on which programs match; empty when the error has none.
    package let kind: String
    /// The JSON Pointer (RFC 6901) of the refused value within the parameters.
    package let parameter: String?
    /// Whether the same request may succeed later, unchanged.
    package let retryable: Bool
    /// The whole error object, for members not named here.
    package let json: JSONValue

    /// Reads an error object; nil when `code` or `message` is missing.
    init?(_ json: JSONValue) {
        guard let code = json["code"]?.integer, let message = json["message"]?.string else { return nil }
        let data = json["data"]
        self.code = code
        self.message = message
        self.json = json
        kind = data?["kind"]?.string ?? ""
        parameter = data?["parameter"]?.string
        retryable = data?["retryable"]?.bool ?? false
    }

    /// The URL of the link that is in the way of a new one (`orderIdInUse`).
    package var existingURL: String? { json["data"]?["existing"]?["url"]?.string }

    /// What became of that link; empty if there is none.
    package var existingStatus: String { json["data"]?["existing"]?["status"]?.string ?? "" }
}
