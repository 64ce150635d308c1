import JSON

/// An answer before it is sent.
package struct WebAnswer: Sendable, Equatable {
    package var status: Int
    package var contentType: String
    package var headers: [WebRequest.Header] = []
    package var body: [UInt8]

    /// An answer in JSON; the closure writes the members of its object.
    static func json(_ status: Int = 200, _ body: (inout JSONWriter) -> Void) -> WebAnswer {
        var writer = JSONWriter()
        writer.object(body)
        return WebAnswer(status: status, contentType: "application/json", body: writer.bytes)
    }

    /// A page for people.
    static func html(_ status: Int = 200, _ text: String) -> WebAnswer {
        WebAnswer(status: status, contentType: "text/html; charset=utf-8", body: Array(text.utf8))
    }

    /// One sentence.
    static func text(_ status: Int, _ text: String) -> WebAnswer {
        WebAnswer(status: status, contentType: "text/plain; charset=utf-8", body: Array("\(text)\n".utf8))
    }
}
