extension GenerateLinks {
    package static let examples: [Example] = [
        Example(
            "Two links, or none",
            #"""
            {
              "links": [
                {"orderId": "B-1", "currency": "EUR", "amount": 1250, "description": "Contribution, first half"},
                {"orderId": "B-2", "currency": "EUR", "amount": 1250, "description": "Contribution, second half", "daysActive": 180}
              ],
              "idempotencyKey": "contributions 2027"
            }
            """#,
            result: #"""
                {
                  "links": [
                    {
                      "linkId": "lnk_ma5hwy1xpzbjqp760x1gq6bf",
                      "site": "default",
                      "siteName": null,
                      "mailFrom": null,
                      "issuer": "local",
                      "orderId": "B-1",
                      "url": "https://default.example/pay/4bf9yw3gteem91frxpb70g4ntv917v7j",
                      "status": "active",
                      "currency": "EUR",
                      "amount": 1250,
                      "amountText": "12.50",
                      "description": "Contribution, first half",
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
                      "dueAmount": 1250,
                      "dueAmountText": "12.50",
                      "openings": 0,
                      "openingsLeft": 20,
                      "version": 1,
                      "seq": 6
                    },
                    {
                      "linkId": "lnk_w7aebpez30gfn9mjt1c0sp6q",
                      "site": "default",
                      "siteName": null,
                      "mailFrom": null,
                      "issuer": "local",
                      "orderId": "B-2",
                      "url": "https://default.example/pay/xasj65cdwjyqy14pkyrwdv38js6tkx14",
                      "status": "active",
                      "currency": "EUR",
                      "amount": 1250,
                      "amountText": "12.50",
                      "description": "Contribution, second half",
                      "secondChanceEmail": false,
                      "customer": null,
                      "gateway": null,
                      "redirectUrl": null,
                      "cancelUrl": null,
                      "notificationUrl": null,
                      "metadata": {},
                      "createdAt": "2026-11-22T13:25:00.000Z",
                      "expiresAt": "2027-05-21T13:25:00.000Z",
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
                      "dueAmount": 1250,
                      "dueAmountText": "12.50",
                      "openings": 0,
                      "openingsLeft": 20,
                      "version": 1,
                      "seq": 7
                    }
                  ]
                }
                """#
        ),
        Example(
            "What is wrong with each row",
            #"""
            {
              "links": [
                {"orderId": "B-3", "currency": "EUR", "amount": 12.5, "description": "Contribution"},
                {"orderId": "B-4", "currency": "EUR", "amount": 1250, "description": "Contribution"},
                {"orderId": "B-1", "currency": "EUR", "amount": 1250, "description": "Contribution"}
              ]
            }
            """#,
            error: #"""
                {
                  "code": -32602,
                  "message": "`links` has 2 rows that are refused, and nothing was recorded; mend what `rows` names and send all of them again.",
                  "data": {
                    "kind": "invalidParameter",
                    "parameter": "/links",
                    "retryable": false,
                    "rowsRefused": 2,
                    "rows": [
                      {
                        "row": 0,
                        "code": 1001,
                        "kind": "invalidAmount",
                        "message": "`amount` must be an integer of at least 1 in the currency's minor unit, so 4995 for 49.95 EUR.",
                        "parameter": "/links/0/amount"
                      },
                      {
                        "row": 2,
                        "code": 1006,
                        "kind": "orderIdInUse",
                        "message": "Order B-1 has a link already, and every link needs an order ID of its own; use the existing link, or choose another order ID.",
                        "parameter": "/links/2/orderId"
                      }
                    ]
                  }
                }
                """#
        ),
    ]
}
