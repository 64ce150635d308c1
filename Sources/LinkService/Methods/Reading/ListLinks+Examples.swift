extension ListLinks {
    package static let examples: [Example] = [
        Example(
            "One page, with totals",
            #"""
            {"orderIdPrefix": "A-", "order": "oldest", "limit": 1, "totals": true}
            """#,
            result: #"""
                {
                  "links": [
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
                  ],
                  "nextCursor": "1-e099f50705797bb6",
                  "seq": 2,
                  "totals": [
                    {
                      "currency": "EUR",
                      "count": 2,
                      "amount": 16995,
                      "dueAmount": 16995
                    }
                  ]
                }
                """#
        ),
        Example(
            "A status that does not exist",
            #"""
            {"status": "open"}
            """#,
            error: #"""
                {
                  "code": -32602,
                  "message": "`status` must be one of `pending`, `active`, `uncleared`, `completed`, `declined`, `cancelled`, `expired`, `duplicate`, `refunded`, `partialRefunded`, `chargedback`, `failed`; you may have meant `active`.",
                  "data": {
                    "kind": "invalidParameter",
                    "parameter": "/status",
                    "retryable": false
                  }
                }
                """#
        ),
    ]
}
