extension RecordPayment {
    package static let examples: [Example] = [
        Example(
            "A part in cash",
            #"""
            {"orderId": "A-1002", "status": "completed", "amount": 2000, "note": "Cash at the counter"}
            """#,
            result: #"""
                {
                  "linkId": "lnk_eks2dm6d47w0r67sjn52n4pp",
                  "site": "default",
                  "siteName": null,
                  "mailFrom": null,
                  "issuer": "local",
                  "orderId": "A-1002",
                  "url": "https://default.example/pay/8tecvb4zywttp9wagjx6t70q1ktw261w",
                  "status": "active",
                  "currency": "EUR",
                  "amount": 12000,
                  "amountText": "120.00",
                  "description": "Repair, ordered by telephone",
                  "secondChanceEmail": true,
                  "customer": {
                    "firstName": "Jorien",
                    "lastName": "Visser",
                    "email": "j.visser@shop.example",
                    "country": "NL",
                    "locale": "nl_NL"
                  },
                  "gateway": "IDEAL",
                  "redirectUrl": null,
                  "cancelUrl": null,
                  "notificationUrl": null,
                  "metadata": {
                    "workshopSlip": "7732"
                  },
                  "createdAt": "2026-11-22T13:25:00.000Z",
                  "expiresAt": "2026-12-22T13:25:00.000Z",
                  "customerErasedAt": null,
                  "duplicateOf": null,
                  "supersededBy": null,
                  "cancelledAt": null,
                  "cancelReason": null,
                  "paidAmount": 2000,
                  "paidAt": null,
                  "paidLate": null,
                  "overpaidAmount": null,
                  "refundedAmount": null,
                  "chargedBackAmount": null,
                  "transactionId": null,
                  "settledBy": null,
                  "paidAgainBy": null,
                  "carriedAmount": null,
                  "dueAmount": 10000,
                  "dueAmountText": "100.00",
                  "openings": 0,
                  "openingsLeft": 20,
                  "version": 3,
                  "seq": 10,
                  "recorded": true
                }
                """#
        ),
        Example(
            "The rest, through the payment service",
            #"""
            {"orderId": "A-1002", "status": "completed", "transactionId": "4051823"}
            """#,
            result: #"""
                {
                  "linkId": "lnk_eks2dm6d47w0r67sjn52n4pp",
                  "site": "default",
                  "siteName": null,
                  "mailFrom": null,
                  "issuer": "local",
                  "orderId": "A-1002",
                  "url": "https://default.example/pay/8tecvb4zywttp9wagjx6t70q1ktw261w",
                  "status": "completed",
                  "currency": "EUR",
                  "amount": 12000,
                  "amountText": "120.00",
                  "description": "Repair, ordered by telephone",
                  "secondChanceEmail": true,
                  "customer": {
                    "firstName": "Jorien",
                    "lastName": "Visser",
                    "email": "j.visser@shop.example",
                    "country": "NL",
                    "locale": "nl_NL"
                  },
                  "gateway": "IDEAL",
                  "redirectUrl": null,
                  "cancelUrl": null,
                  "notificationUrl": null,
                  "metadata": {
                    "workshopSlip": "7732"
                  },
                  "createdAt": "2026-11-22T13:25:00.000Z",
                  "expiresAt": "2026-12-22T13:25:00.000Z",
                  "customerErasedAt": null,
                  "duplicateOf": null,
                  "supersededBy": null,
                  "cancelledAt": null,
                  "cancelReason": null,
                  "paidAmount": 12000,
                  "paidAt": "2026-11-22T13:25:00.000Z",
                  "paidLate": false,
                  "overpaidAmount": null,
                  "refundedAmount": null,
                  "chargedBackAmount": null,
                  "transactionId": "4051823",
                  "settledBy": null,
                  "paidAgainBy": null,
                  "carriedAmount": null,
                  "dueAmount": 0,
                  "dueAmountText": "0.00",
                  "openings": 0,
                  "openingsLeft": 20,
                  "version": 4,
                  "seq": 11,
                  "recorded": true
                }
                """#
        ),
        Example(
            "A paid link never goes back",
            #"""
            {"orderId": "A-1002", "status": "declined", "transactionId": "4051900"}
            """#,
            error: #"""
                {
                  "code": 2003,
                  "message": "Order A-1002 is completed and can't become declined; money that goes back is reported by recordPayment.",
                  "data": {
                    "kind": "invalidTransition",
                    "parameter": "/status",
                    "retryable": false,
                    "current": {
                      "linkId": "lnk_eks2dm6d47w0r67sjn52n4pp",
                      "site": "default",
                      "siteName": null,
                      "mailFrom": null,
                      "issuer": "local",
                      "orderId": "A-1002",
                      "url": "https://default.example/pay/8tecvb4zywttp9wagjx6t70q1ktw261w",
                      "status": "completed",
                      "currency": "EUR",
                      "amount": 12000,
                      "amountText": "120.00",
                      "description": "Repair, ordered by telephone",
                      "secondChanceEmail": true,
                      "customer": {
                        "firstName": "Jorien",
                        "lastName": "Visser",
                        "email": "j.visser@shop.example",
                        "country": "NL",
                        "locale": "nl_NL"
                      },
                      "gateway": "IDEAL",
                      "redirectUrl": null,
                      "cancelUrl": null,
                      "notificationUrl": null,
                      "metadata": {
                        "workshopSlip": "7732"
                      },
                      "createdAt": "2026-11-22T13:25:00.000Z",
                      "expiresAt": "2026-12-22T13:25:00.000Z",
                      "customerErasedAt": null,
                      "duplicateOf": null,
                      "supersededBy": null,
                      "cancelledAt": null,
                      "cancelReason": null,
                      "paidAmount": 12000,
                      "paidAt": "2026-11-22T13:25:00.000Z",
                      "paidLate": false,
                      "overpaidAmount": null,
                      "refundedAmount": null,
                      "chargedBackAmount": null,
                      "transactionId": "4051823",
                      "settledBy": null,
                      "paidAgainBy": null,
                      "carriedAmount": null,
                      "dueAmount": 0,
                      "dueAmountText": "0.00",
                      "openings": 0,
                      "openingsLeft": 20,
                      "version": 4,
                      "seq": 11
                    }
                  }
                }
                """#
        ),
    ]
}
