import Foundation
import JSON
import LinkMail
import PaymentLinks
import TestSupport
import Testing

/// Letters, read by a program that is none of ours.
@Suite struct LinkLetterTests {
    private static let picture: [UInt8] =
        [0x89] + Array("PNG\r\n\u{1a}\n".utf8) + (0..<500).map { UInt8(truncatingIfNeeded: $0) }

    private func letter(_ occasion: LinkLetter.Occasion = .link, in language: MailLanguage = .english) -> LinkLetter {
        LinkLetter(
            occasion,
            in: language,
            shop: "Example Shop",
            customerName: "Jorien Visser",
            orderID: "A-1001",
            description: "Two chairs",
            dueText: "1249.95",
            currency: "EUR",
            expiresAt: WallMoment(year: 2026, month: 12, day: 6, hour: 9, minute: 5, zone: "CET"),
            url: "https://shop.example/pay/77gxfwg9p5wpwq20n0zc4jxez20s1wjh"
        )
    }

    private func message(_ letter: LinkLetter, code: [UInt8]? = picture) throws -> MailMessage {
        letter.message(
            from: try EmailAddress("orders@shop.example"),
            to: try EmailAddress("visser@mail.example"),
            date: try Instant(rfc3339: "2026-11-28T08:42:02.000Z"),
            messageID: "lnk_x.1@shop.example",
            code: code
        )
    }

    @Test func `a mail has what RFC 5322 and MIME ask for`() throws {
        let message = try message(letter())
        let mail = try ReadMail(message.bytes)
        #expect(
            mail.list("names").map(\.string) == [
                "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Language", "Content-Type",
            ]
        )
        #expect(mail.mailbox("from") == ["Example Shop", "orders@shop.example"])
        #expect(mail.mailbox("to") == ["Jorien Visser", "visser@mail.example"])
        #expect(mail.value["subject"]?.string == "Example Shop: pay your order A-1001")
        #expect(mail.value["date"]?.string == "2026-11-28T08:42:02+00:00")
        #expect(mail.value["messageId"]?.string == "<lnk_x.1@shop.example>")
        #expect(
            mail.list("parts").map { $0["type"]?.string } == [
                "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
            ]
        )
        let picture = try #require(mail.list("parts").last)
        #expect(picture["data"]?.string == Data(Self.picture).base64EncodedString())
        #expect(picture["id"]?.string == "<\(MailMessage.pictureID)>")
        #expect(picture["disposition"]?.string == "inline")
        #expect(mail.text("text/html")?.contains("cid:\(MailMessage.pictureID)") == true)
        #expect(
            mail.text("text/plain")?.contains("https://shop.example/pay/77gxfwg9p5wpwq20n0zc4jxez20s1wjh") == true
        )
        #expect(mail.text("text/plain")?.contains("€\u{a0}1,249.95") == true)
        expectClean(mail)
    }

    @Test func `a mail without a code has no picture`() throws {
        let mail = try ReadMail(try message(letter(), code: nil).bytes)
        #expect(
            mail.list("parts").map { $0["type"]?.string } == [
                "multipart/alternative", "text/plain", "text/html",
            ]
        )
        #expect(mail.text("text/html")?.contains("cid:") == false)
    }

    @Test func `the same values make the same bytes`() throws {
        #expect(try message(letter()).bytes == message(letter()).bytes)
    }

    @Test(arguments: MailLanguage.allCases, [LinkLetter.Occasion.link, .reminder])
    func `every language says everything`(language: MailLanguage, occasion: LinkLetter.Occasion) throws {
        let letter = letter(occasion, in: language)
        let mail = try ReadMail(try message(letter).bytes)
        expectClean(mail)
        for text in [mail.text("text/plain"), mail.text("text/html"), mail.value["subject"]?.string] {
            let text = try #require(text)
            #expect(text.contains("Example Shop") && text.contains("A-1001"), "\(text)")
            #expect(!text.contains("{"), "no place of a sentence is left: \(text)")
        }
        let plain = try #require(mail.text("text/plain"))
        for part in ["Jorien Visser", "Two chairs", "249", "2026", "09:05"] { #expect(plain.contains(part)) }
        #expect(mail.text("text/html")?.contains("<html lang=\"\(language.rawValue)\">") == true)
        #expect(mail.list("names").contains { $0.string == "Auto-Submitted" } == (occasion == .reminder))
    }

    @Test func `languages write amounts and moments as their readers do`() throws {
        let amounts = [
            MailLanguage.dutch: "€\u{a0}1.249,95", .english: "€\u{a0}1,249.95", .french: "1\u{202f}249,95\u{a0}€",
            .german: "1.249,95\u{a0}€", .italian: "1.249,95\u{a0}€", .spanish: "1.249,95\u{a0}€",
        ]
        let moments = [
            MailLanguage.dutch: "6 december 2026 om 09:05 (CET)", .english: "6 December 2026, 09:05 (CET)",
            .french: "6 décembre 2026 à 09:05 (CET)", .german: "6. Dezember 2026, 09:05 Uhr (CET)",
            .italian: "6 dicembre 2026, 09:05 (CET)", .spanish: "6 de diciembre de 2026, 09:05 (CET)",
        ]
        for language in MailLanguage.allCases {
            let mail = try ReadMail(try message(letter(in: language)).bytes)
            let text = try #require(mail.text("text/plain"))
            #expect(text.contains(try #require(amounts[language])), "\(text)")
            #expect(text.contains(try #require(moments[language])), "\(text)")
        }
    }

    @Test(arguments: [
        ("nl_BE" as String?, MailLanguage.dutch), ("de_AT", .german), ("pl_PL", .english), (nil, .english),
    ])
    func `the language follows from the locale`(locale: String?, language: MailLanguage) {
        #expect(MailLanguage(locale: locale) == language)
    }

    /// What somebody may type who wants a header or a part of his own, or just has a long name.
    private static let nasty = [
        "x\r\nBcc: thief@evil.example", "x\nBcc: thief@evil.example", "x\rSubject: y", "\r\n\r\n<b>body</b>", "a\0b",
        "\"><script>alert(1)</script>", "Anna \"Q\" \\ O'Neil", "x <thief@evil.example>, y", "x, thief@evil.example",
        "=?UTF-8?B?QmNjOiB4?=", "=?utf-8?q?=0D=0ABcc:_x?=", "\u{202e}txt.exe\u{2066}", "--=_alternative--",
        "--=_related", ".", "From me", "{shop}{name}{", "Łukasz 字 🚲 é", "<\u{338}script>", "&amp;", "a;b:c(d)[e]@",
        String(repeating: "long", count: 200), String(repeating: "字", count: 200), " \t ", "x\u{2028}y\u{85}z",
    ]

    @Test func `no name, description or order puts anything outside of its place`() throws {
        var random = SeededSequence(seed: 15)
        for _ in 0..<60 {
            let pick = { (random: inout SeededSequence) in
                let count = Int.random(in: 1...3, using: &random)
                return (0..<count).map { _ in Self.nasty.randomElement(using: &random) ?? "" }.joined()
            }
            var letter = letter(
                Bool.random(using: &random) ? .link : .reminder,
                in: MailLanguage.allCases.randomElement(using: &random) ?? .english
            )
            letter = LinkLetter(
                letter.occasion,
                in: letter.language,
                shop: pick(&random),
                customerName: pick(&random),
                orderID: pick(&random),
                description: pick(&random),
                dueText: "49.95",
                currency: "EUR",
                expiresAt: letter.expiresAt,
                url: letter.url
            )
            let mail = try ReadMail(try message(letter).bytes)
            expectClean(mail)
            #expect(mail.list("from").count == 1 && mail.list("to").count == 1)
            // Python's reader puts a space between the encoded words of a long name, which RFC 2047 6.2 does not.
            let name = try #require(mail.mailbox("from").first??.filter { $0 != " " })
            #expect(name.isSpelt(letter.shop.filter { $0 != " " }), "\(letter.shop.debugDescription)")
            #expect(mail.mailbox("from").last == "orders@shop.example")
            #expect(mail.mailbox("to").last == "visser@mail.example")
            let names = mail.list("names").compactMap(\.string)
            #expect(Set(names).isDisjoint(with: ["Bcc", "Cc"]) && Set(names).count == names.count, "\(names)")
            #expect(try #require(mail.value["subject"]?.string).has(letter.orderID))
            #expect(mail.list("parts").count == 5)
            let plain = try #require(mail.text("text/plain"))
            #expect(plain.has(letter.description), "\(letter.description.debugDescription)")
            let html = try #require(mail.text("text/html"))
            #expect(!html.contains("<script") && !html.contains("<b>"))
        }
    }

    private func expectClean(_ mail: ReadMail) {
        #expect(mail.list("defects").isEmpty, "\(mail.value)")
        #expect(mail.value["hasBareEnds"]?.bool == false)
        #expect(mail.value["isASCII"]?.bool == true)
        #expect((mail.value["longestLine"]?.integer ?? .max) <= 78)
    }
}

extension String {
    /// Whether a text is in it, scalar by scalar.
    fileprivate func has(_ text: String) -> Bool {
        text.isEmpty || range(of: text, options: .literal) != nil
    }

    /// Whether it has the same bytes as a text.
    fileprivate func isSpelt(_ text: String) -> Bool { Array(utf8) == Array(text.utf8) }
}
