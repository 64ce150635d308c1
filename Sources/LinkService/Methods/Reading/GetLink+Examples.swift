extension GetLink {
    package static let examples: [Example] = [
        Example(
            "By order ID",
            #"""
            {"orderId": "A-1001"}
            """#,
            result: #"""
                {
                  "linkId": "lnk_tjyn9fgenf0j4pekgdnnfaqr",
                  "site": "default",
                  "siteName": null,
                  "mailFrom": null,
                  "issuer": "local",
                  "orderId": "A-1001",
                  "url": "https://default.example/pay/r5knw2xsg2jqba4pc7zc12n87dhz3vg8",
                  "status": "active",
                  "currency": "EUR",
                  "amount": 4995,
                  "amountText": "49.95",
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
                  "dueAmount": 4995,
                  "dueAmountText": "49.95",
                  "openings": 0,
                  "openingsLeft": 20,
                  "version": 1,
                  "seq": 1
                }
                """#
        ),
        Example(
            "An order that is not there",
            #"""
            {"orderId": "A-9999"}
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
