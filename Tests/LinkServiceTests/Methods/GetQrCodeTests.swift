import FoundationEssentials
import JSON
import TestSupport
import Testing

@Suite(.overEveryEngine) struct GetQrCodeTests {
    @Test(arguments: [
        ("svg", "image/svg+xml", "utf-8"), ("png", "image/png", "base64"), ("text", "text/plain", "utf-8"),
    ])
    func `a format says what it is, and the same call draws the same bytes`(
        format: String,
        contentType: String,
        encoding: String
    ) async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let call = #"{"orderId":"A","format":"\#(format)"}"#
        let code = try await service.call("getQrCode", call)
        #expect(code["contentType"] == contentType)
        #expect(code["encoding"] == encoding)
        #expect(try #require(code["data"]).isEmpty == false)
        #expect(try await service.call("getQrCode", call).resultText == code.resultText)
        #expect(service.seq == 1)
    }

    @Test func `a PNG is one`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let code = try await service.call("getQrCode", #"{"orderId":"A","format":"png","size":41}"#)
        let png = Data(base64Encoded: try #require(code["data"])) ?? Data()
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test func `a size that is too small says which is not, and text has none`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        for format in ["svg", "png"] {
            let small = try await service.call("getQrCode", #"{"orderId":"A","format":"\#(format)","size":40}"#)
            expectError(small, -32602, "invalidParameter", at: "/size")
            #expect(small.message?.contains("at least 41") == true)
        }
        let text = try await service.call("getQrCode", #"{"orderId":"A","format":"text","size":500}"#)
        expectError(text, -32602, "invalidParameter", at: "/size")
    }

    @Test func `a dead link keeps its code, and a link without an address has none`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let call = #"{"orderId":"A","format":"text"}"#
        let before = try await service.call("getQrCode", call)
        _ = try await service.call("cancelLink", #"{"orderId":"A"}"#)
        #expect(try await service.call("getQrCode", call).resultText == before.resultText)

        let refused = try ServiceFixture(
            services: ["default": ScriptedService(.refuse(code: "1001", message: "Invalid amount"))]
        )
        try await refused.withOutbox { _ = try await refused.call("generateLink", ServiceFixture.terms("A")) }
        expectError(try await refused.call("getQrCode", call), 2006, "linkNotPayable", at: "/orderId")
    }
}
