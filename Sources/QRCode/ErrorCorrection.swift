/// How much of a QR code may be damaged until it can't be read (ISO/IEC 18004): the letters are the standard's own.
package enum ErrorCorrection: String, Sendable, CaseIterable {
    /// 7 % of the code.
    case low = "L"
    /// 15 %.
    case medium = "M"
    /// 25 %.
    case quartile = "Q"
    /// 30 %.
    case high = "H"

    /// How many bytes the largest code holds, of version 40 (ISO/IEC 18004, table 7).
    package var bytesMax: Int {
        switch self {
        case .low: 2953
        case .medium: 2331
        case .quartile: 1663
        case .high: 1273
        }
    }
}
