// The normal forms are in the standard library for those who build it and for Foundation; the other way to them is ICU.
@_spi(_Unicode) import Swift

extension String {
    /// The text as searches compare it, in UTF-8: two texts that differ in the case of letters, or in how Unicode composes
    /// them, are one.
    ///
    /// By Unicode's full case folding, so that ß is ss and ς is Σ, then in NFC, and without the characters that displays
    /// ignore (compare D145 and D146 of the Unicode Standard, 3.13). Only the letter i has no folding that is right in every
    /// language: with and without its dot, in both cases, it is one letter here, since a search had better find too much.
    var folded: [UInt8] {
        if utf8Span.isKnownASCII { return utf8.map(\.lowercased) }
        var folded = String.UnicodeScalarView()
        for scalar in unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
            for part in scalar.folded where part != "\u{307}" || folded.last != "i" { folded.append(part) }
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for scalar in String(folded)._nfc {
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        return bytes
    }
}

extension Unicode.Scalar {
    /// The scalar by full case folding.
    ///
    /// That is what CaseFolding.txt has with status C and F, but for Cherokee, which is put in the lower case here, and for
    /// the dotless i, which becomes an i.
    fileprivate var folded: String.UnicodeScalarView {
        guard properties.changesWhenCaseMapped else { return String(self).unicodeScalars }
        return properties.lowercaseMapping.mapped(\.uppercaseMapping).mapped(\.lowercaseMapping).unicodeScalars
    }
}

extension String {
    fileprivate func mapped(_ mapping: KeyPath<Unicode.Scalar.Properties, String>) -> String {
        unicodeScalars.map { $0.properties[keyPath: mapping] }.joined()
    }
}
