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
                    "links": 5
                  },
                  "journal": {
                    "seq": 11,
                    "bytes": 5618,
                    "head": "a342934cdc3c1967631668fe50bc942a7c8bf7f03b1fe9973caccec9384d452b"
                  },
                  "sites": [
                    "default"
                  ],
                  "limits": {
                    "lineBytes": 1048576,
                    "batch": 100
                  }
                }
                """#
        )
    ]
}
