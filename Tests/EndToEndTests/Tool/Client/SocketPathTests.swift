import PaylinkClient
import Testing

@Suite struct SocketPathTests {
    @Test func `the given path comes before the environment's, and the standard one last`() {
        let environment = ["PAYLINK_SOCKET": "/a"]
        #expect(SocketPath.resolve(given: "/b") { environment[$0] } == "/b")
        #expect(SocketPath.resolve(given: nil) { environment[$0] } == "/a")
        #expect(SocketPath.resolve(given: nil) { _ in nil } == "/run/paylinkd.sock")
        #expect(SocketPath.resolve(given: nil) { _ in "" } == "/run/paylinkd.sock")
    }
}
