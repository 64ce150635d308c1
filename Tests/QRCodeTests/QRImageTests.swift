@testable import QRCode
import Testing

/// The formats, by their own rules; that readers decode them is tested with real readers by `Tests/qr-codes`.
@Suite struct QRImageTests {
    private static func code() throws -> QRCode { try QRCode("https://shop.example/pay/abc", correction: .medium) }

    @Test(arguments: [nil, 200, 2048])
    func `a PNG has the size, one bit for each pixel, and two colours`(size: Int?) throws {
        let code = try Self.code()
        let png = try code.png(size: size)
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        let side = try #require(UInt32(exactly: size ?? (code.width + 8) * 8))
        let bytes = (0..<4).reversed().map { UInt8(truncatingIfNeeded: side >> (8 * UInt32($0))) }
        // IHDR: width, height, bit depth 1, colour type 3 (a palette).
        #expect(Array(png[16..<26]) == bytes + bytes + [1, 3])
        #expect(png.suffix(8) == [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
    }

    @Test func `an SVG has the size, a white ground, and a run of dark modules as one rectangle`() throws {
        let svg = try Self.code().svg(size: 500)
        #expect(svg.contains(#"width="500" height="500" viewBox="0 0 500 500""#))
        #expect(svg.contains(##"<path fill="#fff" d="M0 0h500v500h-500z"/>"##))
        #expect(svg.contains(#"d="M0 0h7v1h-7z"#))
    }

    @Test func `text is square, light around, and has every module`() throws {
        let code = try Self.code()
        let lines = code.text.split(separator: "\n").map(Array.init)
        #expect(lines.count == (code.width + 9) / 2)
        #expect(lines.allSatisfy { $0.count == code.width + 8 })
        for (number, line) in lines.enumerated() {
            for (column, character) in line.enumerated() {
                let isDark = [0, 1].map { code.isDark(row: 2 * number + $0 - 4, column: column - 4) }
                #expect(["▄", " "].contains(character) == isDark[0])
                #expect(["▀", " "].contains(character) == isDark[1])
            }
        }
    }

    @Test func `an image too small is refused in both formats`() throws {
        let code = try Self.code()
        let minimum = code.width + 8
        #expect(throws: QRCodeError.tooSmall(minimumSize: minimum)) { try code.svg(size: minimum - 1) }
        #expect(throws: QRCodeError.tooSmall(minimumSize: minimum)) { try code.png(size: minimum - 1) }
        #expect(try code.png(size: minimum).isEmpty == false)
    }
}
