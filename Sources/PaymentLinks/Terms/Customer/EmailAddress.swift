/// A customer's e-mail address, used for reminders.
///
/// At most 64 characters, as MultiSafepay's order API allows for `email`. The form is RFC 5321's `Mailbox` without quoted
/// local parts and address literals: a dot-string, `@`, and a domain of at least two labels. ASCII only: a domain in
/// another script is written in its `xn--` form.
package struct EmailAddress: Sendable, Hashable {
    private let exact: ExactText

    private static let maximumLength = 64

    /// Takes an address as it is; nothing is trimmed or put in lower case.
    ///
    /// - Parameter text: The address.
    /// - Throws: `invalidCustomer`; the message never quotes the address.
    package init(_ text: String) throws(Refusal) {
        if let breach = Self.breach(in: text) {
            throw Refusal(.invalidCustomer, "An e-mail address \(breach); write for example \"visser@shop.example\".")
        }
        exact = ExactText(text)
    }

    /// The address as it was given.
    package var text: String { exact.string }

    private static func breach(in text: String) -> String? {
        let bytes = Array(text.utf8)
        let length = text.unicodeScalars.count
        guard (1...maximumLength).contains(length) else {
            return "has 1 to \(maximumLength) characters, not \(length)"
        }
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard let local = parts.first, let domain = parts.last, parts.count == 2 else {
            return "has exactly one \"@\""
        }
        guard isDotString(local) else {
            return "has ASCII letters, digits, signs such as \"+\" and single dots before the \"@\", and no spaces"
        }
        guard HostName.isDomain(domain) else {
            return
                "has a domain of ASCII letters, digits, hyphens and single dots after the \"@\", other scripts as xn--"
        }
        return nil
    }

    /// RFC 5321 4.1.2 `Dot-string`: atoms with single dots between them.
    private static func isDotString(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { $0.isLetterOrDigit || atomSigns.contains($0) }
        }
    }

    /// The signs of `atext` (RFC 5322 3.2.3).
    private static let atomSigns = Array("!#$%&'*+-/=?^_`{|}~".utf8)
}
