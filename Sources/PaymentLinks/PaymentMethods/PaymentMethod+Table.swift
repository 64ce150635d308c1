extension PaymentMethod {
    /// Every method, by kind, then by gateway ID.
    ///
    /// The gateway IDs of MultiSafepay's API reference (general part and order schema, 2021 to 2025); where the two spell
    /// one differently, both are here. The IDs that begin with `BNPL_` and `ZINIA` are pay-later as a family.
    package static let all: [PaymentMethod] = banks + cards + wallets + prepaid + payLater + giftCards

    private static let banks = [
        PaymentMethod("BANKTRANS", "Bank transfer", .bank),
        PaymentMethod("BELFIUS", "Belfius", .bank),
        PaymentMethod("BIZUM", "Bizum", .bank),
        PaymentMethod("CBC", "CBC", .bank),
        PaymentMethod("DBRTP", "Request to Pay", .bank),
        PaymentMethod("DIRDEB", "Direct debit", .bank),
        PaymentMethod("DIRECTBANK", "Sofort", .bank),
        PaymentMethod("DOTPAY", "Dotpay", .bank),
        PaymentMethod("EPS", "EPS", .bank),
        PaymentMethod("GIROPAY", "Giropay", .bank),
        PaymentMethod("IDEAL", "iDEAL", .bank),
        PaymentMethod("IDEALQR", "iDEAL QR", .bank),
        PaymentMethod("KBC", "KBC", .bank),
        PaymentMethod("MBWAY", "MB WAY", .bank),
        PaymentMethod("MISTERCASH", "Bancontact", .bank),
        PaymentMethod("MULTIBANCO", "Multibanco", .bank),
        PaymentMethod("MYBANK", "MyBank", .bank),
        PaymentMethod("TRUSTLY", "Trustly", .bank),
        PaymentMethod("TRUSTPAY", "TrustPay", .bank),
    ]

    private static let cards = [
        PaymentMethod("AMEX", "American Express", .card),
        PaymentMethod("CREDITCARD", "Cards", .card),
        PaymentMethod("MAESTRO", "Maestro", .card),
        PaymentMethod("MASTERCARD", "Mastercard", .card),
        PaymentMethod("VISA", "Visa, Cartes Bancaires, Dankort and V Pay", .card),
    ]

    private static let wallets = [
        PaymentMethod("ALIPAY", "Alipay", .wallet),
        PaymentMethod("ALIPAYPLUS", "Alipay+", .wallet),
        PaymentMethod("AMAZONBTN", "Amazon Pay", .wallet),
        PaymentMethod("APPLEPAY", "Apple Pay", .wallet),
        PaymentMethod("GOOGLEPAY", "Google Pay", .wallet),
        PaymentMethod("PAYPAL", "PayPal", .wallet),
        PaymentMethod("WECHAT", "WeChat Pay", .wallet),
    ]

    private static let prepaid = [
        PaymentMethod(paysafecard, "Paysafecard", .prepaid)
    ]

    private static let payLater = [
        PaymentMethod("AFTERPAY", "Riverty (AfterPay)", .payLater),
        PaymentMethod("BILLINK", "Billink", .payLater),
        PaymentMethod("BNPL_INST", "Pay After Delivery in instalments", .payLater),
        PaymentMethod("BNPL_INSTM", "Pay After Delivery in instalments", .payLater),
        PaymentMethod("BNPL_MF", "Pay After Delivery", .payLater),
        PaymentMethod("BNPL_OB", "Pay After Delivery", .payLater),
        PaymentMethod("EINVOICE", "E-Invoicing", .payLater),
        PaymentMethod("IN3", "in3", .payLater),
        PaymentMethod("IN3B2B", "in3 for businesses", .payLater),
        PaymentMethod("KLARNA", "Klarna", .payLater),
        PaymentMethod("PAYAFTER", "Pay After Delivery", .payLater),
        PaymentMethod("SANTANDER", "Betaal per Maand", .payLater),
        PaymentMethod("ZINIA", "Zinia", .payLater),
        PaymentMethod("ZINIA_IN3", "Zinia in3", .payLater),
    ]

    private static let giftCards = [
        PaymentMethod("AMSGIFT", "Amsterdam stadspas", .giftCard),
        PaymentMethod("BABYCAD", "Baby Cadeaubon", .giftCard),
        PaymentMethod("BEAUTYCAD", "Beauty cadeau", .giftCard),
        PaymentMethod("BEAUTYWELL", "Beauty and Wellness", .giftCard),
        PaymentMethod("BIERCHEQUE", "Biercheque", .giftCard),
        PaymentMethod("BLOEMENCAD", "Bloemencadeaukaart", .giftCard),
        PaymentMethod("BOEKENBON", "Boekenbon", .giftCard),
        PaymentMethod("BOEKENVOOR", "Boekenvoordeel", .giftCard),
        PaymentMethod("DEGROTESPL", "De Grote Speelgoedwinkel", .giftCard),
        PaymentMethod("DORDTPAS", "Dordtpas", .giftCard),
        PaymentMethod("EDENCO", "Edenred Ticket EcoCheque", .giftCard),
        PaymentMethod("EDENCOM", "Edenred Ticket Compliments", .giftCard),
        PaymentMethod("EDENECO", "Edenred Ticket EcoCheque", .giftCard),
        PaymentMethod("EDENRES", "Edenred Ticket Restaurant", .giftCard),
        PaymentMethod("EDENSPORTS", "Edenred Ticket Sport & Culture", .giftCard),
        PaymentMethod("FASHIONCHQ", "Fashioncheque", .giftCard),
        PaymentMethod("FASHIONGFT", "Fashion Giftcard", .giftCard),
        PaymentMethod("FIETSENBON", "Fietsenbon", .giftCard),
        PaymentMethod("GELREPAS", "Gelrepas", .giftCard),
        PaymentMethod("GEZONDHEID", "Gezondheidsbon", .giftCard),
        PaymentMethod("GOOD4FUN", "Good4fun", .giftCard),
        PaymentMethod("HORSESGIFT", "Horses & Gifts", .giftCard),
        PaymentMethod("HUISTUIN", "Huis & Tuin Cadeau", .giftCard),
        PaymentMethod("KIDSCADEAU", "Kids Cadeau", .giftCard),
        PaymentMethod("KLUSCADEAU", "Klus Cadeau", .giftCard),
        PaymentMethod("MONIECO", "Monizze eco voucher", .giftCard),
        PaymentMethod("MONIGIFT", "Monizze gift voucher", .giftCard),
        PaymentMethod("MONIMEAL", "Monizze meal voucher", .giftCard),
        PaymentMethod("NATENCRD", "Nationale Entertainment Card", .giftCard),
        PaymentMethod("NATNLBIOSC", "Nationale Bioscoopbon", .giftCard),
        PaymentMethod("NATNLETUIN", "Nationale Tuinbon", .giftCard),
        PaymentMethod("OHMYGOOD", "Ohmygood", .giftCard),
        PaymentMethod("PARFUMCADE", "Parfum Cadeaukaart", .giftCard),
        PaymentMethod("ROTGIFT", "Rotterdampas", .giftCard),
        PaymentMethod("SODESPORTS", "Sodexo", .giftCard),
        PaymentMethod("SPORTENFIT", "Sport & Fit", .giftCard),
        PaymentMethod("SPORTSGIFT", "Sportsgift", .giftCard),
        PaymentMethod("UPAS", "U-pas", .giftCard),
        PaymentMethod("VRGIFTCARD", "Vuur & Rook Giftcard", .giftCard),
        PaymentMethod("VVVGIFTCARD", "VVV Cadeaukaart", .giftCard),
        PaymentMethod("VVVGIFTCRD", "VVV Cadeaukaart", .giftCard),
        PaymentMethod("WEBSHOPGFT", "Webshop Giftcard", .giftCard),
        PaymentMethod("WIJNCADEAU", "Wijncadeau", .giftCard),
        PaymentMethod("YOURGIFT", "YourGift", .giftCard),
    ]
}
