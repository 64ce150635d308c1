extension String {
    /// The text as one word of a shell's command line (POSIX, XCU 2.2): in single quotes where it needs any.
    ///
    /// Of `KEY=VALUE` only the value is quoted.
    var shellWord: String {
        guard !isPlainWord else { return self }
        let key = prefix { $0 != "=" }
        guard key.endIndex != endIndex, String(key).isPlainWord else { return quoted }
        return key + "=" + String(self[index(after: key.endIndex)...]).quoted
    }

    private var quoted: String {
        "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }

    private var isPlainWord: Bool {
        !isEmpty && utf8.allSatisfy(\.isPlainInShell)
    }
}

extension UInt8 {
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.,:/@%+=".utf8)

    fileprivate var isPlainInShell: Bool { Self.plain.contains(self) }
}
