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
                    "bytes": 3171,
                    "head": "de16440d8c4e6a767cddb8c27d06c94a0c681544e61b3d3963ad985ed4f3fbb4"
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
