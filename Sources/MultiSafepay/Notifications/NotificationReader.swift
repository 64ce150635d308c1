package import Issuing
import JSON
package import PaymentLinks

/// Reads the notifications of one site: checks the signature first, and only then looks at what it says.
package struct NotificationReader: Sendable {
    private let signature: NotificationSignature

    package init(apiKey: [UInt8]) {
        signature = NotificationSignature(apiKey: apiKey)
    }

    /// Reads a notification.
    ///
    /// Pure: asks nobody.
    package func read(_ notification: ServiceNotification, at now: Instant) -> NotificationReading {
        let query = QueryParameters(notification.query)
        let named = query.orderID
        if notification.auth.isEmpty, notification.body.isEmpty {
            guard let named else {
                return .badSignature("The notification has neither a signature nor an order; hand on the query, too.")
            }
            return .hint(named)
        }
        do throws(NotificationSignature.Fault) {
            try signature.check(notification.auth, of: notification.body.utf8, at: now)
        } catch {
            return .badSignature(error.sentence(for: notification))
        }
        guard let order = try? JSONDocument(parsing: Array(notification.body.utf8)).root,
            let report = ServiceReport(order: order)
        else { return .hint(named) }
        return query.isPretransaction ? .pretransaction(report) : .report(report)
    }
}

extension NotificationSignature.Fault {
    fileprivate func sentence(for notification: ServiceNotification) -> String {
        switch self {
        case .wrong where notification.auth.isEmpty:
            "The notification has a body and no signature; hand on the header `Auth`, too."
        case .wrong:
            "The signature isn't the one that the site's API key makes of this body; hand on body and `Auth` byte for byte, "
                + "to the site that they are for."
        case .old: "The signature is older than ten minutes; hand notifications on at once."
        case .early: "The signature is from the future; set this machine's clock right."
        }
    }
}
