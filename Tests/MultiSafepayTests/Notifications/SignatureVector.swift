import Testing

/// A notification with its `Auth` header, as the service sends it or as it must be refused.
struct SignatureVector: Sendable, CustomTestStringConvertible {
    let name: String
    let time: String
    let body: String
    let auth: String
    let isValid: Bool

    var testDescription: String { name }

    static let apiKey = "pl_test_9f3c1a7be2d84455"

    static let all: [Self] = [
        Self(
            name: "webhook",
            time: "1767225600",
            body: #"""
                {"amount":24950,"amount_refunded":0,"costs":[],"created":"2026-01-01T01:00:00","currency":"EUR","c\#
                ustom_info":{"custom_1":null,"custom_2":null,"custom_3":null},"customer":{"address1":null,"address\#
                2":null,"city":null,"country":"NL","country_name":"Netherlands","email":"j.visser@shop.example","f\#
                irst_name":"Jorien","house_number":null,"last_name":"Visser","locale":"nl_NL","phone1":null,"phone\#
                2":"","state":null,"zip_code":null},"description":"Fietsreparatie werkbon 7731","fastcheckout":"NO\#
                ","financial_status":"completed","items":null,"modified":"2026-01-01T01:07:12","order_id":"WB-7731\#
                ","payment_details":{"account_holder_name":null,"account_iban":"***4471","external_transaction_id"\#
                :"5520019934410077","recurring_id":null,"type":"IDEAL"},"payment_methods":[{"amount":24950,"curren\#
                cy":"EUR","description":"Fietsreparatie werkbon 7731","external_transaction_id":"5520019934410077"\#
                ,"payment_description":"iDEAL","status":"completed","type":"IDEAL"}],"reason":"","reason_code":"",\#
                "related_transactions":null,"status":"completed","transaction_id":1767225999120031,"var1":"kassa-2\#
                ","var2":null,"var3":null}
                """#,
            auth: #"""
                MTc2NzIyNTYwMDpiNmRhYmI0NGYxOWYxYTg2MWVlMDdmZTcwNzVmZGY5MjUzY2VhNGY5ZTkyOTExZDljMzk3ZTUxOGM5Mzg3MD\#
                M3ZDJhOGJmZjMzNWM4MTM0MDNkOGU1N2YyYmJlZjQ2NjMxYjhmYmQ1MTNjYTY5NjdlYWJmOTY0M2VlMmU1ZmZlZQ==
                """#,
            isValid: true
        ),
        Self(
            name: "stray space",
            time: "1773132400",
            body: #"{"amount":2500,"order_id":"WB-7735", "status":"completed","transaction_id":1773132131660218}"#,
            auth: #"""
                MTc3MzEzMjQwMDo2ZGI1NTNkYjFlYTliNTk1ODk5ZWU2NDQzY2YyMzZkNzMyZWJkZDM1MjMyNmRhMmYzNmNmOGQ4YzliZWE1YT\#
                c5NjlkYzFkM2M3ZTQwNTgyNWY3YmRiYjAzOWJiZjdkODNjNGQwYjAzMTM4Y2M2NTBmNmQ0YzQ3NTk4NTRhZmZiZQ==
                """#,
            isValid: true
        ),
        Self(
            name: "non ascii",
            time: "1773132400",
            body: #"""
                {"amount":2500,"order_id":"WB-7735","description":"Fietsbel é €","status":"completed","transaction\#
                _id":1773132131660218}
                """#,
            auth: #"""
                MTc3MzEzMjQwMDo5NzZjODBkMDBjN2M3YzY0ZDczN2ViZGZkYzllOWQ3YjMzMzE3ZTFhZjllNGUwZjJkMjlkN2Q4OTMyNDllZD\#
                M3M2U4Y2JkYzhlMWUyMDY2MmMwMzg1OGFkM2JhZjllNzRmMTE5NDM0ZTQ0YjYzZTIzNmViMjQ0NThkZDg0ZGZmNg==
                """#,
            isValid: true
        ),
        Self(
            name: "escaped",
            time: "1773132400",
            body: #"""
                {"amount":2500,"order_id":"WB-7735","description":"Fietsbel \u00e9 a\/b","status":"completed","tra\#
                nsaction_id":1773132131660218}
                """#,
            auth: #"""
                MTc3MzEzMjQwMDo5ZmZiNTQ4YzA2ZjhiOWQxNDQ4NmU4ZjExNjE0OTZiNjA0Yjk4OTc0NjU0N2NmY2JlNGJiMTAwNjFkNDBiOT\#
                hiMjU2ZGYxNTUzNDNkMzM4OTMwMmNlZjI0YzY1NmU3ODM2M2FmYmFhNjFjNjNlNzcyZmNjMmJmYjk5NmQ1OTU5OA==
                """#,
            isValid: true
        ),
        Self(
            name: "trailing newline",
            time: "1773132400",
            body: #"""
                {"amount":2500,"order_id":"WB-7735","status":"completed","transaction_id":1773132131660218}

                """#,
            auth: #"""
                MTc3MzEzMjQwMDoxMGUwNWQ1MGI3YzgzMTYxNTJlZjBmMDkxNTNmNDIyMmVmZDBhNjQyOGE2OTA2YWU4NDY5NjIzODIxMGUyOD\#
                Y4YTM3N2I2ZjA4M2QwZTBhMTEyMzkyNTM2ODlkOWM1ZmM3ZTE5ODhkYmRjYzIzYjUwOWRmNmFhNGJhOTM2ZTg4Ng==
                """#,
            isValid: true
        ),
        Self(
            name: "resent later",
            time: "1773133300",
            body: #"{"amount":2500,"order_id":"WB-7735","status":"completed","transaction_id":1773132131660218}"#,
            auth: #"""
                MTc3MzEzMzMwMDo5Njg3YjVkZDZhYWI5YzY2MWEyNTcwNTgwZDZjMWZjNTZhNzhhMzY0NzcwODljOGI0MGYxM2RjYjI4MWM3OD\#
                cwOGIyMjQ3YmY0ZTIwZWNlMDcxNTBmMzcxNWI4MjY0YzZkZWFhOThiNzFkZjU4ZmIxOTRlODdmNGZlZTcxYmE3Yg==
                """#,
            isValid: true
        ),
        Self(
            name: "other timestamp in header",
            time: "1773132401",
            body: #"{"amount":2500,"order_id":"WB-7735","status":"completed","transaction_id":1773132131660218}"#,
            auth: #"""
                MTc3MzEzMjQwMTpkYTk0NWVmMDNjNDE0ZTE4ZDMxYjI2ZGRlODcxNTEwMGFlNzZkYWI5NDgzZTY1MDM0MWUzZjg2ZGUwYmUyZj\#
                RjYjk4NTM0YjUyMDE1MmQ0YmVmODg2ZDBlZWM4N2MzNTNjNTA2ZjdkYzE3N2JmYmU1MTdhYjlkYTQwM2VmYzEzMA==
                """#,
            isValid: false
        ),
        Self(
            name: "upper case hex",
            time: "1773132400",
            body: #"{"amount":2500,"order_id":"WB-7735","status":"completed","transaction_id":1773132131660218}"#,
            auth: #"""
                MTc3MzEzMjQwMDpEQTk0NUVGMDNDNDE0RTE4RDMxQjI2RERFODcxNTEwMEFFNzZEQUI5NDgzRTY1MDM0MUUzRjg2REUwQkUyRj\#
                RDQjk4NTM0QjUyMDE1MkQ0QkVGODg2RDBFRUM4N0MzNTNDNTA2RjdEQzE3N0JGQkU1MTdBQjlEQTQwM0VGQzEzMA==
                """#,
            isValid: false
        ),
        Self(
            name: "body changed",
            time: "1773132400",
            body: #"{"amount":2501,"order_id":"WB-7735","status":"completed","transaction_id":1773132131660218}"#,
            auth: #"""
                MTc3MzEzMjQwMDpkYTk0NWVmMDNjNDE0ZTE4ZDMxYjI2ZGRlODcxNTEwMGFlNzZkYWI5NDgzZTY1MDM0MWUzZjg2ZGUwYmUyZj\#
                RjYjk4NTM0YjUyMDE1MmQ0YmVmODg2ZDBlZWM4N2MzNTNjNTA2ZjdkYzE3N2JmYmU1MTdhYjlkYTQwM2VmYzEzMA==
                """#,
            isValid: false
        ),
        Self(
            name: "three parts",
            time: "1773132400",
            body: #"{"amount":2500,"order_id":"WB-7735","status":"completed","transaction_id":1773132131660218}"#,
            auth: #"""
                MTc3MzEzMjQwMDpkYTk0NWVmMDNjNDE0ZTE4ZDMxYjI2ZGRlODcxNTEwMGFlNzZkYWI5NDgzZTY1MDM0MWUzZjg2ZGUwYmUyZj\#
                RjYjk4NTM0YjUyMDE1MmQ0YmVmODg2ZDBlZWM4N2MzNTNjNTA2ZjdkYzE3N2JmYmU1MTdhYjlkYTQwM2VmYzEzMDp4
                """#,
            isValid: false
        ),
    ]
}
