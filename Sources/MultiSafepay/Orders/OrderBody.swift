import JSON
import PaymentLinks

/// The body of `POST /orders` for a link.
struct OrderBody {
    let link: Link
    /// The site's own address for notifications; the link's comes first.
    let notificationURL: String?
    /// How long the order lives, so that it ends when the link does.
    let seconds: Int64

    private static let secondsPerDay: Int64 = 86_400

    /// - Parameters:
    ///   - link: The link.
    ///   - notificationURL: The site's own address for notifications.
    ///   - now: When the request is sent.
    init(_ link: Link, notificationURL: String?, at now: Instant) {
        self.link = link
        self.notificationURL = link.terms.notificationURL?.text ?? notificationURL
        let left = (link.expiresAt.milliseconds - now.milliseconds + 999) / 1000
        seconds = min(max(1, left), Lifetime.longest.seconds)
    }

    var bytes: [UInt8] {
        let terms = link.terms
        var writer = JSONWriter(reserving: 512)
        writer.object { writer in
            writer.member("type", "paymentlink")
            writer.member("order_id", link.key.orderID.text)
            writer.member("currency", terms.money.currency.code)
            // Less than the terms say where an earlier attempt was part-paid and that counts for this one.
            writer.member("amount", link.missingAmount)
            writer.member("description", terms.description.text)
            writer.memberIfPresent("gateway", terms.gateway?.code)
            // The seconds count; the days are for whoever reads them alone.
            writer.member("days_active", (seconds + Self.secondsPerDay - 1) / Self.secondsPerDay)
            writer.member("seconds_active", seconds)
            writer.object("second_chance") { $0.member("send_email", terms.secondChanceEmail) }
            writer.object("payment_options") { writer in
                writer.memberIfPresent("notification_url", notificationURL)
                // The other method carries no signature.
                writer.member("notification_method", "POST")
                writer.memberIfPresent("redirect_url", terms.redirectURL?.text)
                writer.memberIfPresent("cancel_url", terms.cancelURL?.text)
            }
            writer.object("customer") { $0.members(of: terms.customer) }
        }
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func members(of customer: Customer) {
        member("locale", (customer.locale ?? .enUS).text)
        memberIfPresent("first_name", customer.firstName?.serviceText)
        memberIfPresent("last_name", customer.lastName?.serviceText)
        memberIfPresent("email", customer.email?.text)
        memberIfPresent("country", customer.country?.code)
    }
}

extension PersonName {
    /// The service wants 2 to 25 characters.
    fileprivate var serviceText: String? { text.unicodeScalars.count < 2 ? nil : text }
}
