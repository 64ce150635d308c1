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
                    "bytes": 5789,
                    "head": "380cb53c5e4db096eb32bbc9b583d2fc403fc16cd1388e84db761699cb32f079"
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
