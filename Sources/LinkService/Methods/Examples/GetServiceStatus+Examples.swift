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
                  "seq": 5,
                  "counts": {
                    "links": 3
                  },
                  "journal": {
                    "seq": 5,
                    "bytes": 3021,
                    "head": "730fd04cdd430240b23c08663d4d46f4e725676864c859e521985294bab0b1bb"
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
