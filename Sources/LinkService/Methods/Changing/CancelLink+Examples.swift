import PaymentLinks

extension CancelLink {
    package static let examples: [Example] = [
        Example(
            "With a reason",
            #"""
            {"orderId": "A-1001-2", "reason": "Customer came to the shop"}
            """#,
            result: #"""
                {
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
                """#
        ),
        Example(
            "Only if nobody was faster",
            #"""
            {"orderId": "A-1002", "ifVersion": 7}
            """#,
            error: #"""
                {
                  "code": 2002,
                  "message": "Order A-1002 has changed and is at version 1 now; look at the current link and decide again.",
                  "data": {
                    "kind": "versionConflict",
                    "parameter": "/ifVersion",
                    "retryable": false,
                    "current": {
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
                      "expiresAt": "2026-12-06T13:25:00.000Z",
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
                      "version": 1,
                      "seq": 2
                    }
                  }
                }
                """#
        ),
    ]
}
