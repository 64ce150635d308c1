import CQREncode
import Glibc

/// The modules of a QR code (ISO/IEC 18004), without its quiet zone.
///
/// The same text at the same level is the same code on every run: the smallest version that holds it, as bytes.
package struct QRCode: Sendable, Equatable {
    /// How many modules a side has: 21 to 177.
    package let width: Int
    /// Row by row from the top; true is dark.
    private let modules: [Bool]

    /// Encodes a text.
    ///
    /// - Parameters:
    ///   - text: What readers show: at least one character.
    ///   - correction: How much damage the code survives.
    /// - Throws: `tooLong`, or `outOfMemory`.
    package init(_ text: String, correction: ErrorCorrection) throws(QRCodeError) {
        let bytes = Array(text.utf8)
        precondition(!bytes.isEmpty, "there is no QR code of nothing")
        guard bytes.count <= correction.bytesMax else {
            throw .tooLong(byteCount: bytes.count, correction)
        }
        // Bytes only: mixed modes would save a module or two, and are where readers differ.
        guard let code = unsafe QRcode_encodeData(CInt(bytes.count), bytes, 0, correction.level) else {
            throw .outOfMemory
        }
        defer { unsafe QRcode_free(code) }
        width = Int(unsafe code.pointee.width)
        // The lowest bit is the module; the others say what it is for.
        modules = unsafe UnsafeBufferPointer(start: code.pointee.data, count: width * width).map { $0 & 1 == 1 }
    }

    /// Whether a module is dark; all of those outside of the code are light.
    package func isDark(row: Int, column: Int) -> Bool {
        guard (0..<width).contains(row), (0..<width).contains(column) else { return false }
        return modules[row * width + column]
    }
}

extension ErrorCorrection {
    /// The library's name for it.
    fileprivate var level: QRecLevel {
        switch self {
        case .low: QR_ECLEVEL_L
        case .medium: QR_ECLEVEL_M
        case .quartile: QR_ECLEVEL_Q
        case .high: QR_ECLEVEL_H
        }
    }
}
