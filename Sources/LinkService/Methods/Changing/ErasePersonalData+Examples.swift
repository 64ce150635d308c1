extension ErasePersonalData {
    package static let examples: [Example] = [
        Example(
            "Everything of a person",
            #"""
            {"email": "j.visser@shop.example", "reason": "Asked by the customer, ticket 318"}
            """#,
            result: #"""
                {
                  "erased": 1
                }
                """#
        ),
        Example(
            "An order that is not there",
            #"""
            {"orderId": "Z-9", "reason": "Asked by the customer"}
            """#,
            error: #"""
                {
                  "code": 1006,
                  "message": "Site default has no order Z-9; check both names.",
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
