import PaymentLinks
import Testing

@Suite struct NearestNameTests {
    private static let known = ["getLink", "listLinks", "cancelLink", "rpc.discover"]

    @Test(arguments: [
        ("getlink", "getLink"), ("getLnik", "getLink"), ("listLink", "listLinks"), ("cancel_link", "cancelLink"),
        ("rpc-discover", "rpc.discover"),
    ])
    func `a typing error is recognized, whatever its case`(name: String, meant: String) {
        #expect(NearestName.of(name, among: Self.known) == meant)
    }

    @Test(arguments: ["", "x", "subtract", String(repeating: "getLink", count: 10_000)])
    func `what is far from every name, or longer than any, has no suggestion`(name: String) {
        #expect(NearestName.of(name, among: Self.known) == nil)
    }
}
