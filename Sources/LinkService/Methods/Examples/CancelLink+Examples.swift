extension CancelLink {
    package static let examples: [Example] = [
        Example(
            "With a reason",
            #"""
            {"orderId": "A-1001-2", "reason": "Customer came to the shop"}
            """#,
            result: #"""
                {
                  "linkId": "lnk_xasj65cdwjyqy14pkyrwdv38",
                  "site": "default",
                  "issuer": "local",
                  "orderId": "A-1001-2",
                  "url": "https://default.example/pay/js6tkx14t10aqkttmwjz6hdnz6ebckz6",
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
                      "linkId": "lnk_1ktw261wgr3p7cm171f9cwvt",
                      "site": "default",
                      "issuer": "local",
                      "orderId": "A-1002",
                      "url": "https://default.example/pay/ekjzh44fnyqwrmjj2hzvrpv2nkspqadv",
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
                      "version": 1,
                      "seq": 2
                    }
                  }
                }
                """#
        ),
    ]
}
