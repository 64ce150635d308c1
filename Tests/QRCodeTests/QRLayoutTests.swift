@testable import QRCode
import Testing

@Suite struct QRLayoutTests {
    @Test(arguments: Array(stride(from: 21, through: 177, by: 4)))
    func `without a size the quiet zone is exactly four modules`(width: Int) throws {
        let layout = try QRLayout(width: width, size: nil)
        #expect(layout.margin == 4 * layout.modulePixels)
        #expect(layout.size == (width + 8) * layout.modulePixels)
    }

    @Test(arguments: [21, 33, 37, 177])
    func `with a size the image has it, the quiet zone at least four modules, and the code its middle`(
        width: Int
    ) throws {
        for size in width + 8...width + 400 {
            let layout = try QRLayout(width: width, size: size)
            let right = size - layout.margin - width * layout.modulePixels
            #expect(layout.size == size)
            #expect(min(layout.margin, right) >= 4 * layout.modulePixels)
            #expect((0...1).contains(right - layout.margin))
            // One more pixel a module would not leave the quiet zone.
            #expect((width + 8) * (layout.modulePixels + 1) > size)
        }
    }

    @Test func `less than a pixel for each module is refused, with the least size`() {
        for size in [0, 1, 44] {
            #expect(throws: QRCodeError.tooSmall(minimumSize: 45)) { try QRLayout(width: 37, size: size) }
        }
    }
}
