import PaymentLinks

extension ConfirmReminder {
    package static let examples: [Example] = [
        Example(
            "A reminder that nobody got",
            #"""
            {"reminderId": "lnk_eks2dm6d47w0r67sjn52n4pp.1h", "sent": true}
            """#,
            error: #"""
                {
                  "code": -32602,
                  "message": "No reminder lnk_eks2dm6d47w0r67sjn52n4pp.1h was handed out; take the ID from `claimReminders`.",
                  "data": {
                    "kind": "invalidParameter",
                    "parameter": "/reminderId",
                    "retryable": false
                  }
                }
                """#
        )
    ]
}
