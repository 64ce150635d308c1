/// Where a code stands in a square image: every module is a square of whole pixels, so that its edges are sharp.
struct QRLayout: Equatable {
    /// The pixels of a side, with the quiet zone.
    let size: Int
    /// The pixels of a module's side.
    let modulePixels: Int
    /// The pixels left of the code, and above it; on the other sides is at most one more.
    let margin: Int

    /// How many light modules ISO/IEC 18004 wants on each side.
    static let quietModules = 4
    /// What a module takes if nobody says how large the image has to be: it prints at 2 cm and reads from a screen.
    private static let standardModulePixels = 8

    /// Places a code of so many modules.
    ///
    /// - Parameters:
    ///   - width: The modules of a side, without the quiet zone.
    ///   - size: The pixels of a side; nil for a quiet zone of exactly four modules.
    /// - Throws: `tooSmall`.
    init(width: Int, size: Int?) throws(QRCodeError) {
        let moduleCount = width + 2 * Self.quietModules
        guard let size else {
            modulePixels = Self.standardModulePixels
            self.size = moduleCount * modulePixels
            margin = Self.quietModules * modulePixels
            return
        }
        guard size >= moduleCount else { throw .tooSmall(minimumSize: moduleCount) }
        modulePixels = size / moduleCount
        self.size = size
        margin = (size - width * modulePixels) / 2
    }
}
