@testable import paylink
import Testing

@Suite struct OrderReferenceTests {
    @Test(arguments: ["A-1001", "100235", "lnk_", "lnk_short", "http-1", "A/B"])
    func `most names are order IDs`(text: String) {
        #expect(OrderReference(text) == .orderID(text))
    }

    @Test func `a link ID is told by its form`() {
        #expect(OrderReference("lnk_fwc4g57z20vjy8sg7jb7nx0v") == .linkID("lnk_fwc4g57z20vjy8sg7jb7nx0v"))
    }

    @Test(arguments: [
        "https://shop.example/pay?t=", "https://shop.example/#/pay/", "https://shop.example/pay?lang=nl&t=",
    ])
    func `a URL leads to its link wherever the token has its place`(address: String) {
        let token = "tcx50a62t0p9s5abynhk9s7pc1q1exck"
        #expect(OrderReference(address + token) == OrderReference("http://localhost/pay/" + token))
    }

    @Test(arguments: ["", "/", "?utm=1", "#top", "/?a=b/c", ".", ">", ","])
    func `a URL leads to its link, whatever a mail program appends`(tail: String) {
        let url = "http://localhost/pay/tcx50a62t0p9s5abynhk9s7pc1q1exck"
        #expect(OrderReference(url + tail) == OrderReference(url))
        #expect(OrderReference(url) == .linkID("lnk_zh34a6c3h0m41bfrp3a790pn"))
    }

    @Test(arguments: ["https://payv2.multisafepay.com/connect/13GOy0N0hHTnKKsVbKDVPMHqE2CzvCHFz6O/", "a://"])
    func `the address of a payment service's page tells nothing of its link`(url: String) {
        #expect(OrderReference(url) == .url(url))
    }
}
