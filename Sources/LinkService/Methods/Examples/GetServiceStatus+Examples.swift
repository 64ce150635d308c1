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
                  "seq": 8,
                  "counts": {
                    "links": 3
                  },
                  "journal": {
                    "seq": 8,
                    "bytes": 4245,
                    "head": "85b0ed37fe52fc9699e9c4a483042673b1dea4e227da2e22f8414213c852f8ef"
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
