/// The forms in which the service has been seen to write a notice's JSON.
enum NoticeText {
    /// Takes compact UTF-8.
    static func bytes(_ compact: [UInt8], form: Readings.NoticeForm) -> [UInt8] {
        switch form {
        case .compact: compact
        case .newline: compact + [UInt8(ascii: "\n")]
        case .spaced: spaced(compact)
        case .escaped: escaped(compact)
        }
    }

    /// The first comma is one between members: the first member is a number.
    private static func spaced(_ compact: [UInt8]) -> [UInt8] {
        guard let comma = compact.firstIndex(of: UInt8(ascii: ",")) else { return compact }
        return compact[...comma] + [UInt8(ascii: " ")] + compact[(comma + 1)...]
    }

    private static func escaped(_ compact: [UInt8]) -> [UInt8] {
        String(decoding: compact, as: UTF8.self).utf16.reduce(into: []) { bytes, unit in
            switch unit {
            case UInt16(UInt8(ascii: "/")): bytes += Array("\\/".utf8)
            case 0x80...:
                let digits = String(unit, radix: 16)
                bytes += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            default: bytes.append(UInt8(truncatingIfNeeded: unit))
            }
        }
    }
}
