import PaymentLinks

extension ClaimReminders {
    package static let examples: [Example] = [
        Example(
            "Nothing is due",
            #"""
            {}
            """#,
            result: #"""
                {
                  "reminders": []
                }
                """#
        ),
        Example(
            "Of a site that is not there",
            #"""
            {"site": "shop-be"}
            """#,
            error: #"""
                {
                  "code": 1004,
                  "message": "There is no site shop-be; use one of: default.",
                  "data": {
                    "kind": "unknownSite",
                    "parameter": "/site",
                    "retryable": false
                  }
                }
                """#
        ),
    ]
}
