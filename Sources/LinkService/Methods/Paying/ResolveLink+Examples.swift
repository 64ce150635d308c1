extension ResolveLink {
    package static let examples: [Example] = [
        Example(
            "A customer opens a link",
            #"""
            {"token": "8tecvb4zywttp9wagjx6t70q1ktw261w"}
            """#,
            result: #"""
                {
                  "site": "default",
                  "siteName": null,
                  "orderId": "A-1002",
                  "status": "active",
                  "currency": "EUR",
                  "amount": 12000,
                  "amountText": "120.00",
                  "paidAmount": null,
                  "carriedAmount": null,
                  "dueAmount": 12000,
                  "dueAmountText": "120.00",
                  "description": "Repair, ordered by telephone",
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
                  "expiresAt": "2026-12-06T13:25:00.000Z",
                  "openings": 1,
                  "openingsLeft": 19
                }
                """#
        ),
        Example(
            "A mail scanner looks at it",
            #"""
            {"url": "https://default.example/pay/8tecvb4zywttp9wagjx6t70q1ktw261w", "peek": true}
            """#,
            result: #"""
                {
                  "site": "default",
                  "siteName": null,
                  "orderId": "A-1002",
                  "status": "active",
                  "currency": "EUR",
                  "amount": 12000,
                  "amountText": "120.00",
                  "paidAmount": null,
                  "carriedAmount": null,
                  "dueAmount": 12000,
                  "dueAmountText": "120.00",
                  "description": "Repair, ordered by telephone",
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
                  "expiresAt": "2026-12-06T13:25:00.000Z",
                  "openings": 1,
                  "openingsLeft": 19
                }
                """#
        ),
        Example(
            "A link that another one took the place of",
            #"""
            {"token": "r5knw2xsg2jqba4pc7zc12n87dhz3vg8"}
            """#,
            error: #"""
                {
                  "code": 2006,
                  "message": "Order A-1001 has a new link; use the new one.",
                  "data": {
                    "kind": "linkNotPayable",
                    "parameter": "/token",
                    "retryable": false,
                    "reason": "superseded",
                    "orderId": "A-1001",
                    "successorUrl": "https://default.example/pay/77gxfwg9p5wpwq20n0zc4jxez20s1wjh"
                  }
                }
                """#
        ),
        Example(
            "A token that no link has",
            #"""
            {"token": "00000000000000000000000000000000"}
            """#,
            error: #"""
                {
                  "code": 1006,
                  "message": "No link has this address; ask the shop for the current one.",
                  "data": {
                    "kind": "unknownOrder",
                    "parameter": "/token",
                    "retryable": false
                  }
                }
                """#
        ),
    ]
}
