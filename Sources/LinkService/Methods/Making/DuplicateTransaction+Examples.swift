extension DuplicateTransaction {
    package static let examples: [Example] = [
        Example(
            "A changed amount, in the place of the old link",
            #"""
            {"orderId": "A-1001", "newOrderId": "A-1001-2", "overrides": {"amount": 4500}, "supersede": true}
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
                  "status": "active",
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
                  "dueAmount": 4500,
                  "dueAmountText": "45.00",
                  "openings": 0,
                  "openingsLeft": 20,
                  "version": 1,
                  "seq": 4
                }
                """#
        ),
        Example(
            "An order that is not there",
            #"""
            {"orderId": "A-9999", "newOrderId": "A-9999-2"}
            """#,
            error: #"""
                {
                  "code": 1006,
                  "message": "Site default has no order A-9999; check both names.",
                  "data": {
                    "kind": "unknownOrder",
                    "parameter": "/orderId",
                    "retryable": false
                  }
                }
                """#
        ),
    ]
}
