import JSON
import MultiSafepay
package import PaymentLinks

/// A notification as the scripted service signs it.
package struct SignedNotification: Sendable {
    package var query: String
    package var body: String
    package var auth: String
    /// The site that it is handed to; nil for the only one.
    package var site: String?

    /// Signs what is told of an order: the members of the body beside `order_id`, as JSON text.
    package init(_ order: String, _ members: String, at now: Instant) {
        self.init(query: "transactionid=\(order)&timestamp=1", body: #"{"order_id":"\#(order)",\#(members)}"#, at: now)
    }

    /// Signs any body.
    package init(query: String, body: String, at now: Instant) {
        self.query = query
        self.body = body
        let signature = NotificationSignature(apiKey: Array(ScriptedService.apiKey.utf8))
        auth = signature.auth(for: body.utf8, time: String(now.milliseconds / 1000))
    }

    /// A message without body and signature.
    package init(unsigned query: String) {
        self.query = query
        body = ""
        auth = ""
    }

    /// The `params` of `handleNotification`, as JSON text.
    package var parameters: String {
        var writer = JSONWriter()
        writer.object { writer in
            if let site { writer.member("site", site) }
            writer.member("query", query)
            writer.member("body", body)
            writer.member("auth", auth)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
