import Foundation
import TestSupport
import Testing

/// The OpenRPC document in proto-docs is the daemon's own.
@Suite struct DocumentTests {
    /// With PAYLINK_UPDATE_DOCUMENTS=1 in the environment the file is written instead.
    @Test(.timeLimit(.minutes(10))) func `proto-docs has the result of rpc.discover`() async throws {
        let document = try await WireSession().result(of: Request(method: "rpc.discover"))
        let text = document.indented() + "\n"
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../proto-docs/openrpc.json"
        )
        if ProcessInfo.processInfo.environment["PAYLINK_UPDATE_DOCUMENTS"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == text, "openrpc.json is out of date; run the tests once with PAYLINK_UPDATE_DOCUMENTS=1")
    }
}
