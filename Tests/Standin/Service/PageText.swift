/// The pages that a customer sees.
enum PageText {
    static let unknown = page(404, "No such payment", "<p>There is no payment under this address.</p>")

    static func closed(_ order: Order, _ obstacle: Order.Obstacle) -> WebAnswer {
        let reason =
            switch obstacle {
            case .paid: "It has been paid."
            case .cancelled: "It was cancelled."
            case .expired: "Its time is over."
            case .replaced: "There is a newer address for it."
            case .usedUp: "This address has been used too often."
            }
        return page(410, "Nothing to pay here", "<p>\(escaped(order.terms.description))</p><p>\(reason)</p>")
    }

    /// One form that pays, and below it one for each other outcome.
    static func form(_ order: Order, action: String) -> WebAnswer {
        let methods = Gateway.all.filter { order.terms.gateway.isEmpty ? !$0.isPayLater : $0.id == order.terms.gateway }
        let options = methods.map { "<option value=\"\($0.id)\">\(escaped($0.name))</option>" }.joined()
        let others = [
            ("started", "Begin, and finish later"), ("uncleared", "Pay, held for review"),
            ("declined", "Be declined"), ("cancelled", "Give up"),
        ]
        let start = "<form method=\"post\" action=\"\(escaped(action))\">"
        let body = """
            <p>\(escaped(order.terms.description))</p>
            <p><strong>\(amount(order.terms))</strong></p>
            \(start)
            <input type="hidden" name="outcome" value="completed">
            <p><label>Method <select name="method">\(options)</select></label></p>
            <p><button>Pay</button></p>
            </form>
            """
        let rest = others.map { outcome, label in
            """
            \(start)
            <input type="hidden" name="outcome" value="\(outcome)">
            <button>\(label)</button>
            </form>
            """
        }
        return page(200, "Order \(order.terms.orderID)", ([body] + rest).joined(separator: "\n"))
    }

    static func result(_ order: Order, _ outcome: PaymentTransaction.Status) -> WebAnswer {
        let isGood = [.completed, .uncleared, .initialized].contains(outcome)
        let target = isGood ? order.terms.redirectURL : order.terms.cancelURL
        let back = target.map { url in
            let parameter = "transactionid=\(FormText.encoded(order.terms.orderID))"
            let address = url + (url.contains("?") ? "&" : "?") + parameter
            return "<p><a href=\"\(escaped(address))\">Back to the shop</a></p>"
        }
        return page(200, outcome == .completed ? "Paid" : "Payment \(outcome.rawValue)", back ?? "<p>Thank you.</p>")
    }

    private static func page(_ status: Int, _ title: String, _ body: String) -> WebAnswer {
        .html(
            status,
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>\(escaped(title))</title></head>
            <body><p>This is a stand-in of the payment service: no money moves.</p>
            <h1>\(escaped(title))</h1>
            \(body)
            </body></html>

            """
        )
    }

    /// The yen is the one currency without decimals that the service names.
    private static func amount(_ terms: OrderTerms) -> String {
        guard terms.currency != "JPY" else { return "\(terms.amount) JPY" }
        let rest = terms.amount % 100
        return "\(terms.amount / 100).\(rest < 10 ? "0" : "")\(rest) \(terms.currency)"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}
