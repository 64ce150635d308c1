import FoundationEssentials
import Glibc
import JSON
import LinkMail
import PaylinkClient
import PaymentLinks

/// What a link, as the daemon answers it, gives to a mail.
struct LinkCorrespondence {
    private let link: JSONValue

    init(_ link: JSONValue) {
        self.link = link
    }

    /// Why nobody should get a mail about a link; nil if a customer can pay it.
    ///
    /// - Parameters:
    ///   - link: The link.
    ///   - newest: The last of the links that took its place; nil if none did.
    ///   - carry: How what was paid of the last one comes to count for a new link.
    /// - Returns: A sentence.
    static func refusal(_ link: JSONValue, newest: JSONValue? = nil, carry: CarryAdvice? = nil) -> String? {
        let order = link.text("orderId")
        if let newest {
            let successor = newest.text("orderId")
            let replaced = "Order \(order) was replaced by \(successor)"
            return refusal(newest, carry: carry).map { "\(replaced). \($0)" }
                ?? "\(replaced); mail that: \(AdvisedCommand.text("mail", successor, site: newest.text("site")))."
        }
        switch LinkStatus(rawValue: link.text("status")) {
        case .active where (link["dueAmount"]?.integer ?? 1) <= 0: return "Order \(order) has nothing left to pay."
        case .active where link["openingsLeft"]?.integer == 0:
            return "The link of order \(order) was opened too often and can't be paid; \(renewal(link, carry))."
        case .active: return nil
        case .pending: return "The link of order \(order) is still being made; ask again in a moment."
        case .completed, .uncleared, .duplicate:
            return "Order \(order) is \(link.text("status")), so there is nothing to pay and no mail was written."
        case .expired:
            return
                "The link of order \(order) has expired; extend it with paylink update, or \(renewal(link, carry))."
        default:
            return "The link of order \(order) is \(link.text("status")) and can't be paid; \(renewal(link, carry))."
        }
    }

    /// What was paid of it counts for a link that takes its place, and for no other.
    private static func renewal(_ link: JSONValue, _ carry: CarryAdvice?) -> String {
        guard needsCarrying(link) else { return "duplicate it and mail that" }
        let money = LinkMoney(link)
        guard let command = carry?.command else {
            return "\(money.text(money.held + money.carried)) of it were paid, which a new link would ask for again"
        }
        return "let what was paid count by \(command) and mail that"
    }

    /// Whether a link holds money that a copy would not count.
    static func needsCarrying(_ link: JSONValue) -> Bool {
        let money = LinkMoney(link)
        return money.held + money.carried > 0 && !money.isPaid
    }

    /// The link as a QR code.
    static func code(
        of link: JSONValue,
        _ connection: ConnectionOptions,
        _ daemon: Connection
    ) throws(ToolFailure) -> [UInt8] {
        let code = try connection.call(daemon, "getQrCode") { writer in
            OrderArgument.Key(link: link).write(to: &writer)
            writer.member("format", "png")
        }
        return Array(Data(base64Encoded: code.text("data")) ?? Data())
    }

    /// The message.
    func message(
        _ occasion: LinkLetter.Occasion,
        from sender: EmailAddress,
        to receiver: EmailAddress,
        at now: Instant,
        slot: String = "",
        code: [UInt8]?
    ) -> MailMessage {
        let domain = sender.text.split(separator: "@").last ?? "localhost"
        // A reminder is the same message however often it is written, so that a mail system sees a repetition.
        let number = slot.isEmpty ? String(now.milliseconds) : slot
        return letter(occasion).message(
            from: sender,
            to: receiver,
            date: now,
            messageID: "\(link.text("linkId")).\(number)@\(domain)",
            code: code
        )
    }

    /// The sender that the site is configured with, else the user of this process, as mail programs do.
    func sender() throws -> EmailAddress {
        if let configured = link["mailFrom"]?.string { return try EmailAddress(configured) }
        return try EmailAddress("\(Self.userName)@\(Self.hostName)")
    }

    private func letter(_ occasion: LinkLetter.Occasion) -> LinkLetter {
        let url = link.text("url")
        let names = [link["customer"]?.text("firstName"), link["customer"]?.text("lastName")]
        return LinkLetter(
            occasion,
            in: MailLanguage(locale: link["customer"]?["locale"]?.string),
            shop: link["siteName"]?.string ?? Self.host(of: url),
            customerName: names.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " "),
            orderID: link.text("orderId"),
            description: link.text("description"),
            dueText: link["dueAmountText"]?.string ?? link.text("amountText"),
            currency: link.text("currency"),
            expiresAt: Self.wallMoment(link.text("expiresAt")),
            url: url
        )
    }

    /// The host of an address, for a shop without a name.
    private static func host(of url: String) -> String {
        let rest = url.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        return String(rest.prefix { $0 != ":" })
    }

    private static func wallMoment(_ time: String) -> WallMoment {
        let moment = (try? Instant(rfc3339: time)) ?? .latest
        let fields = LocalTime.fields(of: moment.milliseconds / 1000)
        return WallMoment(
            year: Int(fields.tm_year) + 1900,
            month: Int(fields.tm_mon) + 1,
            day: Int(fields.tm_mday),
            hour: Int(fields.tm_hour),
            minute: Int(fields.tm_min),
            zone: LocalTime.zone(of: fields)
        )
    }

    private static var userName: String {
        getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "user-\(geteuid())"
    }

    /// The name of this machine with a domain, which every address has.
    private static var hostName: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "localhost.localdomain" }
        let name = String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return name.contains(".") ? name : "\(name).localdomain"
    }
}

extension Instant {
    /// The moment on this machine's clock.
    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
