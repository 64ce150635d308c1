/// A country by its ISO 3166-1 alpha-2 code, in upper case.
///
/// The 249 codes that are officially assigned; reserved and user-assigned ones, such as `UK` and `XK`, are refused.
package struct Country: Sendable, Hashable {
    private let position: UInt8

    /// Takes a code of two upper-case letters.
    ///
    /// - Parameter code: The code, such as `NL`.
    /// - Throws: `invalidCountry`, with a hint when the code is written in another way.
    package init(code: String) throws(Refusal) {
        // A String comparison would take the Kelvin sign for the letter K.
        guard code.utf8.count == 2, let position = Self.position(of: code) else {
            let hint = Self.hint(for: code) ?? "write two upper-case letters such as \"NL\""
            throw Refusal(
                .invalidCountry,
                "The country \(Refusal.excerpt(of: code)) isn't an ISO 3166-1 alpha-2 code; \(hint)."
            )
        }
        self.position = position
    }

    private init(position: UInt8) {
        self.position = position
    }

    /// Every country, sorted by code.
    package static let all = codes.indices.map { Country(position: UInt8($0)) }

    /// The code, such as `NL`.
    package var code: String { Self.codes[Int(position)] }

    /// The code, such as `NL`.
    package var text: String { code }

    private static func position(of code: String) -> UInt8? {
        positions[code]
    }

    private static let positions = Dictionary(uniqueKeysWithValues: zip(codes, UInt8(0)...))

    private static func hint(for code: String) -> String? {
        let upperCase = code.asciiUppercased
        if let proper = ["UK": "GB", "EL": "GR"][upperCase] { return "write \"\(proper)\"" }
        return position(of: upperCase).map { _ in "write \"\(upperCase)\"" }
    }

    private static let codes = """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
        CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
        FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
        JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
        MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
        PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
        TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
        """.split { $0.isWhitespace }.map(String.init)
}
