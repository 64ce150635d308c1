import Logging
import Storage
import Testing
@testable import UnixServer

@Suite struct RefusedConnectionsTests {
    @Test func `however many are refused, the log has one line for each reason`() {
        let log = Log()
        let logger = Logger(label: "test") { _ in log }
        var refused = RefusedConnections()
        for number in 0..<1000 { refused.add("tooManyConnections", uid: UInt32(number)) }
        refused.add("shuttingDown", uid: nil)
        refused.report(to: logger)
        refused.report(to: logger)
        let lines = [
            ["kind": "shuttingDown", "count": "1", "uid": "999"],
            ["kind": "tooManyConnections", "count": "1000", "uid": "999"],
        ]
        #expect(log.lines.withLock { $0 } == lines)
    }
}

/// Keeps the metadata of each line.
private struct Log: LogHandler {
    let lines = Monitor<[[String: String]]>([])
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.withLock { $0.append((event.metadata ?? [:]).mapValues { "\($0)" }) }
    }
}
