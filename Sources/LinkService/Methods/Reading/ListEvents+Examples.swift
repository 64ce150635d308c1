import PaymentLinks

extension ListEvents {
    package static let examples: [Example] = [
        Example(
            "From the beginning",
            #"""
            {"after": 0, "limit": 2}
            """#,
            result: #"""
                {
                  "events": [
                    {
                      "seq": 1,
                      "time": "2026-11-22T13:25:00.000Z",
                      "actor": {
                        "uid": 1000,
                        "gid": 1000,
                        "pid": 4711
                      },
                      "type": "linkGenerated",
                      "site": "default",
                      "orderId": "A-1001",
                      "linkId": "lnk_tjyn9fgenf0j4pekgdnnfaqr",
                      "issuer": "local",
                      "url": "https://default.example/pay/r5knw2xsg2jqba4pc7zc12n87dhz3vg8",
                      "expiresAt": "2026-12-22T13:25:00.000Z",
                      "currency": "EUR",
                      "amount": 4995,
                      "description": "Bicycle bell, brass",
                      "lifetimeSeconds": 2592000
                    },
                    {
                      "seq": 2,
                      "time": "2026-11-22T13:25:00.000Z",
                      "actor": {
                        "uid": 1000,
                        "gid": 1000,
                        "pid": 4711
                      },
                      "type": "linkGenerated",
                      "site": "default",
                      "orderId": "A-1002",
                      "linkId": "lnk_eks2dm6d47w0r67sjn52n4pp",
                      "issuer": "local",
                      "url": "https://default.example/pay/8tecvb4zywttp9wagjx6t70q1ktw261w",
                      "expiresAt": "2026-12-06T13:25:00.000Z",
                      "currency": "EUR",
                      "amount": 12000,
                      "description": "Repair, ordered by telephone",
                      "lifetimeSeconds": 1209600,
                      "secondChanceEmail": true,
                      "gateway": "IDEAL",
                      "metadata": {
                        "workshopSlip": "7732"
                      }
                    }
                  ],
                  "seq": 2
                }
                """#
        ),
        Example(
            "What was cancelled",
            #"""
            {"after": 2, "types": ["linkCancelled"]}
            """#,
            result: #"""
                {
                  "events": [
                    {
                      "seq": 5,
                      "time": "2026-11-22T13:25:00.000Z",
                      "actor": {
                        "uid": 1000,
                        "gid": 1000,
                        "pid": 4711
                      },
                      "type": "linkCancelled",
                      "site": "default",
                      "orderId": "A-1001-2",
                      "reason": "Customer came to the shop"
                    }
                  ],
                  "seq": 11
                }
                """#
        ),
        Example(
            "Nothing has happened since now",
            #"""
            {"after": "now"}
            """#,
            result: #"""
                {
                  "events": [],
                  "seq": 11
                }
                """#
        ),
        Example(
            "A number that was never reached",
            #"""
            {"after": 999999}
            """#,
            error: #"""
                {
                  "code": -32602,
                  "message": "There is no event 999999 yet, the last one is 11; if it was seen before, an older journal was restored.",
                  "data": {
                    "kind": "invalidParameter",
                    "parameter": "/after",
                    "retryable": false
                  }
                }
                """#
        ),
    ]
}
