extension ListPaymentMethods {
    package static let examples: [Example] = [
        Example(
            "All of them",
            #"""
            {}
            """#,
            result: #"""
                {
                  "paymentMethods": [
                    {"gateway": "BANKTRANS", "name": "Bank transfer", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "BELFIUS", "name": "Belfius", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "BIZUM", "name": "Bizum", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "CBC", "name": "CBC", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "DBRTP", "name": "Request to Pay", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "DIRDEB", "name": "Direct debit", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "DIRECTBANK", "name": "Sofort", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "DOTPAY", "name": "Dotpay", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "EPS", "name": "EPS", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "GIROPAY", "name": "Giropay", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "IDEAL", "name": "iDEAL", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "IDEALQR", "name": "iDEAL QR", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "KBC", "name": "KBC", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "MBWAY", "name": "MB WAY", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "MISTERCASH", "name": "Bancontact", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "MULTIBANCO", "name": "Multibanco", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "MYBANK", "name": "MyBank", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "TRUSTLY", "name": "Trustly", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "TRUSTPAY", "name": "TrustPay", "kind": "bank", "takesLinks": true, "payLater": false},
                    {"gateway": "AMEX", "name": "American Express", "kind": "card", "takesLinks": true, "payLater": false},
                    {"gateway": "CREDITCARD", "name": "Cards", "kind": "card", "takesLinks": true, "payLater": false},
                    {"gateway": "MAESTRO", "name": "Maestro", "kind": "card", "takesLinks": true, "payLater": false},
                    {"gateway": "MASTERCARD", "name": "Mastercard", "kind": "card", "takesLinks": true, "payLater": false},
                    {"gateway": "VISA", "name": "Visa, Cartes Bancaires, Dankort and V Pay", "kind": "card", "takesLinks": true, "payLater": false},
                    {"gateway": "ALIPAY", "name": "Alipay", "kind": "wallet", "takesLinks": true, "payLater": false},
                    {"gateway": "ALIPAYPLUS", "name": "Alipay+", "kind": "wallet", "takesLinks": true, "payLater": false},
                    {"gateway": "AMAZONBTN", "name": "Amazon Pay", "kind": "wallet", "takesLinks": true, "payLater": false},
                    {"gateway": "APPLEPAY", "name": "Apple Pay", "kind": "wallet", "takesLinks": true, "payLater": false},
                    {"gateway": "GOOGLEPAY", "name": "Google Pay", "kind": "wallet", "takesLinks": true, "payLater": false},
                    {"gateway": "PAYPAL", "name": "PayPal", "kind": "wallet", "takesLinks": true, "payLater": false},
                    {"gateway": "WECHAT", "name": "WeChat Pay", "kind": "wallet", "takesLinks": true, "payLater": false},
                    {"gateway": "PSAFECARD", "name": "Paysafecard", "kind": "prepaid", "takesLinks": false, "payLater": false},
                    {"gateway": "AFTERPAY", "name": "Riverty (AfterPay)", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "BILLINK", "name": "Billink", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "BNPL_INST", "name": "Pay After Delivery in instalments", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "BNPL_INSTM", "name": "Pay After Delivery in instalments", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "BNPL_MF", "name": "Pay After Delivery", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "BNPL_OB", "name": "Pay After Delivery", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "EINVOICE", "name": "E-Invoicing", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "IN3", "name": "in3", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "IN3B2B", "name": "in3 for businesses", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "KLARNA", "name": "Klarna", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "PAYAFTER", "name": "Pay After Delivery", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "SANTANDER", "name": "Betaal per Maand", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "ZINIA", "name": "Zinia", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "ZINIA_IN3", "name": "Zinia in3", "kind": "payLater", "takesLinks": false, "payLater": true},
                    {"gateway": "AMSGIFT", "name": "Amsterdam stadspas", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "BABYCAD", "name": "Baby Cadeaubon", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "BEAUTYCAD", "name": "Beauty cadeau", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "BEAUTYWELL", "name": "Beauty and Wellness", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "BIERCHEQUE", "name": "Biercheque", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "BLOEMENCAD", "name": "Bloemencadeaukaart", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "BOEKENBON", "name": "Boekenbon", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "BOEKENVOOR", "name": "Boekenvoordeel", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "DEGROTESPL", "name": "De Grote Speelgoedwinkel", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "DORDTPAS", "name": "Dordtpas", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "EDENCO", "name": "Edenred Ticket EcoCheque", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "EDENCOM", "name": "Edenred Ticket Compliments", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "EDENECO", "name": "Edenred Ticket EcoCheque", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "EDENRES", "name": "Edenred Ticket Restaurant", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "EDENSPORTS", "name": "Edenred Ticket Sport & Culture", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "FASHIONCHQ", "name": "Fashioncheque", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "FASHIONGFT", "name": "Fashion Giftcard", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "FIETSENBON", "name": "Fietsenbon", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "GELREPAS", "name": "Gelrepas", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "GEZONDHEID", "name": "Gezondheidsbon", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "GOOD4FUN", "name": "Good4fun", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "HORSESGIFT", "name": "Horses & Gifts", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "HUISTUIN", "name": "Huis & Tuin Cadeau", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "KIDSCADEAU", "name": "Kids Cadeau", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "KLUSCADEAU", "name": "Klus Cadeau", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "MONIECO", "name": "Monizze eco voucher", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "MONIGIFT", "name": "Monizze gift voucher", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "MONIMEAL", "name": "Monizze meal voucher", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "NATENCRD", "name": "Nationale Entertainment Card", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "NATNLBIOSC", "name": "Nationale Bioscoopbon", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "NATNLETUIN", "name": "Nationale Tuinbon", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "OHMYGOOD", "name": "Ohmygood", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "PARFUMCADE", "name": "Parfum Cadeaukaart", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "ROTGIFT", "name": "Rotterdampas", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "SODESPORTS", "name": "Sodexo", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "SPORTENFIT", "name": "Sport & Fit", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "SPORTSGIFT", "name": "Sportsgift", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "UPAS", "name": "U-pas", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "VRGIFTCARD", "name": "Vuur & Rook Giftcard", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "VVVGIFTCARD", "name": "VVV Cadeaukaart", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "VVVGIFTCRD", "name": "VVV Cadeaukaart", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "WEBSHOPGFT", "name": "Webshop Giftcard", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "WIJNCADEAU", "name": "Wijncadeau", "kind": "giftCard", "takesLinks": true, "payLater": false},
                    {"gateway": "YOURGIFT", "name": "YourGift", "kind": "giftCard", "takesLinks": true, "payLater": false}
                  ]
                }
                """#
        ),
        Example(
            "A site that is not there",
            #"""
            {"site": "other"}
            """#,
            error: #"""
                {
                  "code": 1004,
                  "message": "There is no site other; use one of: default.",
                  "data": {
                    "kind": "unknownSite",
                    "parameter": "/site",
                    "retryable": false
                  }
                }
                """#
        ),
    ]
}
