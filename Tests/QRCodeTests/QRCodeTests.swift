@testable import QRCode
import Testing

@Suite struct QRCodeTests {
    private static let url = "https://shop.example/pay/r5knw2xsg2jqba4pc7zc12n87dhz3vg8"

    @Test(arguments: ErrorCorrection.allCases)
    func `the largest code of a level holds what the standard says, and not a byte more`(
        correction: ErrorCorrection
    ) throws {
        let most = String(repeating: "x", count: correction.bytesMax)
        #expect(try QRCode(most, correction: correction).width == 177)
        #expect(throws: QRCodeError.tooLong(byteCount: most.utf8.count + 1, correction)) {
            try QRCode(most + "x", correction: correction)
        }
    }

    @Test func `a higher level takes no fewer modules`() throws {
        let widths = try ErrorCorrection.allCases.map { try QRCode(Self.url, correction: $0).width }
        #expect(widths == [33, 33, 37, 41])
    }

    @Test func `the three finder patterns are where they belong`() throws {
        let code = try QRCode(Self.url, correction: .medium)
        for (top, left) in [(0, 0), (0, code.width - 7), (code.width - 7, 0)] {
            for row in 0..<7 {
                for column in 0..<7 {
                    let distance = max(abs(row - 3), abs(column - 3))
                    #expect(code.isDark(row: top + row, column: left + column) == (distance != 2))
                }
            }
        }
    }

    @Test func `everything outside is light`() throws {
        let code = try QRCode(Self.url, correction: .medium)
        for place in [-4, -1, code.width, code.width + 4] {
            #expect(!code.isDark(row: place, column: 0))
            #expect(!code.isDark(row: 0, column: place))
        }
    }

    @Test func `a code is drawn in the same way again`() throws {
        let codes = try (0..<2).map { _ in try QRCode(Self.url, correction: .high) }
        #expect(codes[0] == codes[1])
        #expect(try codes[0].svg(size: 600) == codes[1].svg(size: 600))
        #expect(try codes[0].png(size: 600) == codes[1].png(size: 600))
        #expect(codes[0].text == codes[1].text)
    }
}
