/// A payment method of the stand-in's site.
struct Gateway {
    let id: String
    let name: String
    /// How long a payment that was begun with it may take.
    let seconds: Int64
    var isPayLater = false
    var isCoupon = false

    static let all = [
        Self(id: "IDEAL", name: "iDEAL", seconds: hour),
        Self(id: "MISTERCASH", name: "Bancontact", seconds: hour),
        Self(id: "BANKTRANS", name: "Bank transfer", seconds: 60 * day),
        Self(id: "VISA", name: "Visa", seconds: hour),
        Self(id: "MASTERCARD", name: "Mastercard", seconds: hour),
        Self(id: "MAESTRO", name: "Maestro", seconds: hour),
        Self(id: "AMEX", name: "American Express", seconds: hour),
        Self(id: "CREDITCARD", name: "Cards", seconds: hour),
        Self(id: "PAYPAL", name: "PayPal", seconds: 14 * day),
        Self(id: "APPLEPAY", name: "Apple Pay", seconds: hour),
        Self(id: "GOOGLEPAY", name: "Google Pay", seconds: hour),
        Self(id: "DIRECTBANK", name: "Sofort", seconds: day),
        Self(id: "DIRDEB", name: "Direct debit", seconds: never),
        Self(id: "EPS", name: "EPS", seconds: never),
        Self(id: "TRUSTLY", name: "Trustly", seconds: 2 * hour),
        Self(id: "WECHAT", name: "WeChat Pay", seconds: 2 * hour),
        Self(id: "ALIPAY", name: "Alipay", seconds: 5 * hour),
        Self(id: "BELFIUS", name: "Belfius", seconds: 5 * day),
        Self(id: "KBC", name: "KBC", seconds: 5 * day),
        Self(id: "KLARNA", name: "Klarna", seconds: day, isPayLater: true),
        Self(id: "AFTERPAY", name: "Riverty", seconds: 90 * day, isPayLater: true),
        Self(id: "PAYAFTER", name: "Pay After Delivery", seconds: 90 * day, isPayLater: true),
        Self(id: "IN3", name: "in3", seconds: 2 * hour, isPayLater: true),
        Self(id: "EINVOICE", name: "E-Invoicing", seconds: never, isPayLater: true),
        Self(id: "SANTANDER", name: "Betaal per Maand", seconds: day, isPayLater: true),
        Self(id: "FIETSENBON", name: "Fietsenbon", seconds: never, isCoupon: true),
        Self(id: "VVVGIFTCRD", name: "VVV Cadeaukaart", seconds: never, isCoupon: true),
    ]

    /// Names are not case-sensitive here.
    static func named(_ id: String) -> Gateway? { all.first { $0.id == id.uppercased() } }

    private static let hour: Int64 = 3600
    private static let day: Int64 = 86_400
    private static let never: Int64 = 36_500 * day
}
