extension GenerateLink {
    package static let examples: [Example] = [
        Example(
            "The shortest call",
            #"""
            {"orderId": "A-1001", "currency": "EUR", "amount": 4995, "description": "Bicycle bell, brass"}
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
            "With everything that a merchant may know",
            #"""
            {
              "orderId": "A-1002", "currency": "EUR", "amount": 12000, "description": "Repair, ordered by telephone",
              "daysActive": 14, "secondChanceEmail": true,
              "customer": {"firstName": "Jorien", "lastName": "Visser", "email": "j.visser@shop.example", "country": "NL", "locale": "nl_NL"},
              "gateway": "IDEAL", "metadata": {"workshopSlip": "7732"}, "idempotencyKey": "slip-7732"
            }
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
                """#
        ),
        Example(
            "The same key again gets the same answer",
            #"""
            {
              "orderId": "A-1002", "currency": "EUR", "amount": 12000, "description": "Repair, ordered by telephone",
              "daysActive": 14, "secondChanceEmail": true,
              "customer": {"firstName": "Jorien", "lastName": "Visser", "email": "j.visser@shop.example", "country": "NL", "locale": "nl_NL"},
              "gateway": "IDEAL", "metadata": {"workshopSlip": "7732"}, "idempotencyKey": "slip-7732"
            }
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
                """#
        ),
        Example(
            "An order that has a link already",
            #"""
            {"orderId": "A-1001", "currency": "EUR", "amount": 4995, "description": "Bicycle bell, brass"}
            """#,
            error: #"""
                {
                  "code": 1006,
                  "message": "Order A-1001 has a link already, and every link needs an order ID of its own; use the existing link, or choose another order ID.",
                  "data": {
                    "kind": "orderIdInUse",
                    "parameter": "/orderId",
                    "retryable": false,
                    "existing": {
                      "linkId": "lnk_tjyn9fgenf0j4pekgdnnfaqr",
                      "orderId": "A-1001",
                      "status": "active",
                      "url": "https://default.example/pay/r5knw2xsg2jqba4pc7zc12n87dhz3vg8",
                      "version": 1
                    }
                  }
                }
                """#
        ),
        Example(
            "An amount with decimals",
            #"""
            {"orderId": "A-1003", "currency": "EUR", "amount": 49.95, "description": "Bicycle bell, brass"}
            """#,
            error: #"""
                {
                  "code": 1001,
                  "message": "`amount` must be an integer of at least 1 in the currency's minor unit, so 4995 for 49.95 EUR.",
                  "data": {
                    "kind": "invalidAmount",
                    "parameter": "/amount",
                    "retryable": false
                  }
                }
                """#
        ),
        Example(
            "A payment method that takes no links",
            #"""
            {"orderId": "A-1003", "currency": "EUR", "amount": 4995, "description": "Bicycle bell, brass", "gateway": "KLARNA"}
            """#,
            error: #"""
                {
                  "code": 1023,
                  "message": "The gateway KLARNA (Klarna) is a pay-later method, which accepts its customers in a flow of its own; leave gateway out so that the customer chooses, or give another such as \"IDEAL\".",
                  "data": {
                    "kind": "gatewayNotForLinks",
                    "parameter": "/gateway",
                    "retryable": false
                  }
                }
                """#
        ),
    ]
}
