extension GetServiceStatus {
    package static let examples: [Example] = [
        Example(
            "How it is",
            #"""
            {}
            """#,
            result: #"""
                {
                  "version": "1.2.3",
                  "startedAt": "2026-11-22T13:25:00.000Z",
                  "uptimeSeconds": 0,
                  "seq": 11,
                  "counts": {
                    "links": 5,
                    "byStatus": {
                      "pending": 0,
                      "active": 2,
                      "uncleared": 0,
                      "completed": 1,
                      "declined": 0,
                      "cancelled": 2,
                      "expired": 0,
                      "duplicate": 0,
                      "refunded": 0,
                      "partialRefunded": 0,
                      "chargedback": 0,
                      "failed": 0
                    }
                  },
                  "journal": {
                    "seq": 11,
                    "bytes": 5823,
                    "head": "206657776ac08c7a8e20fe97e7ca73ec18aac0b1545f6b57439c9102d8c43155"
                  },
                  "sites": [
                    "default"
                  ],
                  "formerSites": {},
                  "limits": {
                    "lineBytes": 1048576,
                    "batch": 100
                  }
                }
                """#
        )
    ]
}
