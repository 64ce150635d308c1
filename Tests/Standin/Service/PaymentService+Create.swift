import Crypto
import JSON

extension PaymentService {
    /// Makes an order, or another page for one that is not paid.
    mutating func create(_ body: [UInt8], at now: Moment) throws(ServiceFailure) -> WebAnswer {
        guard let json = (try? JSONDocument(parsing: body))?.root else { throw .missing }
        let terms = try OrderForm(body: json, readings: readings).terms()
        var order = orders[terms.orderID]
        if let order, order.isPaid || readings.repeat == .refuse { throw .orderID }
        let page = PaymentPage(
            token: token(of: terms.orderID, number: order?.pages.count ?? 0),
            madeAt: now,
            endsAt: now.adding(seconds: terms.lifetimeSeconds)
        )
        if readings.oldURL == .dies { order?.replacePages() }
        order?.terms = terms
        order?.form = body
        order?.changedAt = now
        order?.pages.append(page)
        orders[terms.orderID] = order ?? Order(terms: terms, form: body, madeAt: now, changedAt: now, pages: [page])
        orderIDsByToken[page.token] = terms.orderID
        return answer(terms, page)
    }

    /// Where a page can be found.
    func url(of page: PaymentPage, locale: String?) -> String {
        "\(baseURL)\(Self.pagePrefix)\(page.token)/?lang=\(FormText.encoded(locale ?? "en_US"))"
    }

    private func answer(_ terms: OrderTerms, _ page: PaymentPage) -> WebAnswer {
        .json { writer in
            writer.member("success", true)
            writer.object("data") { writer in
                writer.loose("order_id", terms.orderID, readings)
                writer.member("payment_url", url(of: page, locale: terms.customer["locale"]))
                writer.member("session_id", page.token)
                if readings.hasEvents {
                    writer.member("events_token", "eyJhbGciOiJIUzI1NiJ9.\(page.token).secret")
                    writer.member("events_url", "wss://127.0.0.1/events/")
                    writer.member("events_stream_url", "https://127.0.0.1/events/stream/")
                }
            }
        }
    }

    /// 35 letters and digits, the same whenever the same pages are made with the same seed.
    private func token(of orderID: String, number: Int) -> String {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        let digest = SHA512.hash(data: Array("\(seed)\n\(orderID)\n\(number)".utf8))
        return String(digest.prefix(35).map { alphabet[Int($0) % alphabet.count] })
    }
}

extension Order {
    fileprivate mutating func replacePages() {
        for index in pages.indices { pages[index].isReplaced = true }
    }
}
