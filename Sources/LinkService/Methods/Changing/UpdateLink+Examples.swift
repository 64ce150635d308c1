import PaymentLinks

extension UpdateLink {
    package static let examples: [Example] = [
        Example(
            "More time",
            #"""
            {"orderId": "A-1002", "daysActive": 30, "reason": "Customer asked for time"}
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
                  "paidAmount": null,
                  "paidAt": null,
                  "paidLate": null,
                  "overpaidAmount": null,
                  "refundedAmount": null,
                  "chargedBackAmount": null,
                  "transactionId": null,
                  "settledBy": null,
                  "paidAgainBy": null,
                  "carriedAmount": null,
                  "dueAmount": 12000,
                  "dueAmountText": "120.00",
                  "openings": 0,
                  "openingsLeft": 20,
                  "version": 2,
                  "seq": 9
                }
                """#
        ),
        Example(
            "A link that was cancelled",
            #"""
            {"orderId": "A-1001-2", "daysActive": 30}
            """#,
            error: #"""
                {
                  "code": 2003,
                  "message": "Order A-1001-2 is cancelled and can't become active again; make a new link, for example by duplicateTransaction.",
                  "data": {
                    "kind": "invalidTransition",
                    "parameter": "/orderId",
                    "retryable": false,
                    "current": {
                      "linkId": "lnk_8q1drdg7f3ntebr92pwc1aye",
                      "site": "default",
                      "siteName": null,
                      "mailFrom": null,
                      "issuer": "local",
                      "orderId": "A-1001-2",
                      "url": "https://default.example/pay/77gxfwg9p5wpwq20n0zc4jxez20s1wjh",
                      "status": "cancelled",
                      "currency": "EUR",
                      "amount": 4500,
                      "amountText": "45.00",
                      "description": "Bicycle bell, brass",
                      "secondChanceEmail": false,
                      "customer": null,
                      "gateway": null,
                      "redirectUrl": null,
                      "cancelUrl": null,
                      "notificationUrl": null,
                      "metadata": {},
                      "createdAt": "2026-11-22T13:25:00.000Z",
                      "expiresAt": "2026-12-22T13:25:00.000Z",
                      "customerErasedAt": null,
                      "duplicateOf": "A-1001",
                      "supersededBy": null,
                      "cancelledAt": "2026-11-22T13:25:00.000Z",
                      "cancelReason": "Customer came to the shop",
                      "paidAmount": null,
                      "paidAt": null,
                      "paidLate": null,
                      "overpaidAmount": null,
                      "refundedAmount": null,
                      "chargedBackAmount": null,
                      "transactionId": null,
                      "settledBy": null,
                      "paidAgainBy": null,
                      "carriedAmount": null,
                      "dueAmount": null,
                      "dueAmountText": null,
                      "openings": 0,
                      "openingsLeft": 20,
                      "version": 2,
                      "seq": 5
                    }
                  }
                }
                """#
        ),
    ]
}
