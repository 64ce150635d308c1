@testable import PaymentLinks
import TestSupport
import Testing

@Suite struct SearchTextTests {
    /// Texts that are one for a search, whichever of them is searched for.
    private static let same = [
        ["Stra\u{df}e", "STRASSE", "strasse", "STRA\u{1e9e}E"],
        ["\u{393}\u{399}\u{3a9}\u{3a1}\u{393}\u{39f}\u{3a3}", "\u{3b3}\u{3b9}\u{3c9}\u{3c1}\u{3b3}\u{3bf}\u{3c2}"],
        ["\u{130}stanbul", "istanbul", "ISTANBUL", "\u{131}stanbul", "i\u{307}stanbul", "I\u{307}STANBUL"],
        ["caf\u{e9}", "CAFE\u{301}", "cafe\u{301}", "CAF\u{c9}"],
        ["\u{d6}zt\u{fc}rk", "o\u{308}ztu\u{308}rk", "\u{d6}ZT\u{dc}RK"],
        ["\u{fb03}", "FFI"], ["\u{1c5}", "\u{1c4}", "\u{1c6}"], ["\u{149}", "\u{2bc}N"],
        ["\u{b5}", "\u{39c}", "\u{3bc}"],
        ["\u{d55c}", "\u{1112}\u{1161}\u{11ab}"], ["\u{212b}", "\u{e5}", "A\u{30a}"], ["\u{10400}", "\u{10428}"],
        ["soft\u{ad}hyphen", "SoftHyphen"], ["\u{feff}A-1", "a-1"],
        ["\u{646}\u{627}\u{200c}\u{647}", "\u{646}\u{627}\u{647}"],
        ["\u{1fb3}", "\u{3b1}\u{3b9}"], ["\u{13a0}", "\u{ab70}"],
    ]

    @Test(arguments: same)
    func `whatever its case, and however Unicode composes it`(texts: [String]) throws {
        for text in texts {
            let wanted = try SearchText(text)
            for other in texts {
                #expect(wanted.isFound(in: other), "\(text) in \(other)")
                #expect(wanted.isFound(in: "before \(other) behind"), "\(text) in \(other)")
            }
        }
    }

    @Test(arguments: [
        ("jansen", "Jan Jans"), ("e", "\u{e9}"), ("\u{e9}", "e"), ("ss", "s"), ("x", ""), ("A-17", "A-1 7"),
        ("\u{3c3}\u{3b1}", "\u{3b1}\u{3c3}"), ("o", "\u{f8}"),
    ])
    func `other texts are not found`(text: String, other: String) throws {
        #expect(try !SearchText(text).isFound(in: other))
    }

    @Test func `every scalar is found by each of its cases`() throws {
        for value in UInt32(0x21)...0x1ffff {
            guard let scalar = Unicode.Scalar(value), !scalar.isInvisible else { continue }
            let folded = String(scalar).folded
            #expect(folded == scalar.properties.lowercaseMapping.folded, "U+\(String(value, radix: 16))")
            #expect(folded == scalar.properties.uppercaseMapping.folded, "U+\(String(value, radix: 16))")
            #expect(folded == scalar.properties.titlecaseMapping.folded, "U+\(String(value, radix: 16))")
        }
    }

    @Test func `a name is found as it is said`() throws {
        var builder = ReferenceBuilder()
        var terms = try ReferenceBuilder.terms()
        terms.customer.firstName = try PersonName("Jan")
        terms.customer.lastName = try PersonName("Jansen")
        try builder.generate("A", terms: terms)
        let link = try #require(builder.book.linksByCreation.first)
        for (text, isFound) in [
            ("jan jansen", true), ("JAN JANSEN", true), ("n j", true), ("jansen jan", false), ("janjansen", false),
        ] {
            var filter = LinkFilter()
            filter.text = try SearchText(text)
            #expect(filter.matches(link, at: .earliest) == isFound, "\(text)")
        }
    }
}
