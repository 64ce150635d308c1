extension ReconcileLinks {
    package static let examples: [Example] = [
        Example(
            "Links that no payment service made",
            #"""
            {}
            """#,
            result: #"""
                {"checked": 0, "changed": 0, "remaining": 0}
                """#
        ),
        Example(
            "An order that has no link",
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
