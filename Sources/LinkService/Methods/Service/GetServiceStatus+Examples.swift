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
                    "bytes": 5768,
                    "head": "8f1c9cdf2682b22050faa52d8b46a946eea9688177111a6c01612306a79738aa"
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
