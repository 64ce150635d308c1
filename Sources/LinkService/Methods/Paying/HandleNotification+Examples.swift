extension HandleNotification {
    package static let examples: [Example] = [
        Example(
            "A site without a payment service",
            #"""
            {"query": "transactionid=A-1001&timestamp=1795353900", "body": "", "auth": ""}
            """#,
            error: #"""
                {
                  "code": 1013,
                  "message": "Site default has no payment service that could have signed this; name the site that it is for.",
                  "data": {
                    "kind": "badSignature",
                    "parameter": "/auth",
                    "retryable": false
                  }
                }
                """#
        )
    ]
}
