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
                    "links": 5
                  },
                  "journal": {
                    "seq": 8,
                    "bytes": 4390,
                    "head": "1871c339e3e610b58b89cef5d064897fee0c93b5d2b62e48c6dd8de08c38ebea"
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
