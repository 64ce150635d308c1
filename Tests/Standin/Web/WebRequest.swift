import JSON

/// A request as it came: header names in the sender's spelling, path and query still percent-encoded.
package struct WebRequest: Sendable {
    /// A header line; the same name may occur in several.
    package struct Header: Sendable, Hashable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package let method: String
    package let path: String
    package let query: String
    package let headers: [Header]
    package let body: [UInt8]

    /// Takes a request target, with or without a query.
    package init(method: String, target: String, headers: [Header] = [], body: [UInt8] = []) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        path = parts.first.map(String.init) ?? ""
        query = parts.count > 1 ? String(parts[1]) : ""
        self.headers = headers
        self.body = body
    }

    /// Path and query, as they came.
    var target: String { query.isEmpty ? path : "\(path)?\(query)" }

    /// The parts of the path behind a prefix, decoded one by one; nil without the prefix or for a broken `%`.
    func segments(behind prefix: String) -> [String]? {
        guard path.hasPrefix(prefix) else { return nil }
        let parts = path.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false)
        let decoded = parts.compactMap { FormText.decoded($0, plusIsSpace: false) }
        return decoded.count == parts.count ? decoded : nil
    }

    /// The values of a header in exactly this spelling.
    func values(of name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }

    /// The parameters of the query.
    var queryFields: [String: String] { FormText.fields(query) }

    /// The fields of a form that was posted.
    var formFields: [String: String] { FormText.fields(String(decoding: body, as: UTF8.self)) }

    /// The body as JSON; nil if it is none.
    var json: JSONValue? { (try? JSONDocument(parsing: body))?.root }
}
