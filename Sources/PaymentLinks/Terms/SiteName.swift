/// The name of a configured site: a shop with its own order IDs and its own issuer.
///
/// 1 to 40 of the characters `a`-`z`, `0`-`9` and `-`, so that it can be part of a file name and of a command line.
package struct SiteName: Sendable, Hashable {
    private let exact: ExactText

    /// Takes the name of a site, which need not be configured.
    ///
    /// - Parameter text: The name.
    /// - Throws: `unknownSite`, since no site can have such a name.
    package init(_ text: String) throws(Refusal) {
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isName, (1...40).contains(text.utf8.count) else {
            throw Refusal(
                .unknownSite,
                "No site is called \(Refusal.excerpt(of: text)): a site's name has 1 to 40 of a-z, 0-9 and \"-\", "
                    + "for example \"default\"."
            )
        }
        exact = ExactText(text)
    }

    /// The name.
    package var text: String { exact.string }
}
