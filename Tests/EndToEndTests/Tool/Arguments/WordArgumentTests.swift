@testable import paylink
import PaymentLinks
import Testing

/// Words that people write in several ways.
@Suite struct WordArgumentTests {
    @Test func `every status of the wire is a word, in any case`() throws {
        for status in LinkStatus.allCases {
            #expect(try WordArgument.statuses(status.rawValue.uppercased()) == [status])
        }
    }

    @Test func `open, unpaid and paid are what people mean by them`() throws {
        let (open, unpaid) = (try WordArgument.statuses("open"), try WordArgument.statuses("Unpaid"))
        #expect(open.contains(.active) && !open.contains(.expired) && unpaid.contains(.expired))
        #expect(try WordArgument.statuses("paid").allSatisfy(\.isPaid))
        let error = #expect(throws: UsageError.self) { try WordArgument.statuses("foo") }
        #expect(
            error?.message.hasPrefix("There is no status \"foo\"; use open, paid, unpaid or one of pending,") == true
        )
    }

    @Test(arguments: [
        ("nl", "nl_NL"), ("nl-BE", "nl_BE"), ("DE", "de_DE"), ("fr_fr", "fr_FR"), ("en", "en_US"), ("da", "da_DK"),
        ("xx", "xx"), ("", ""), ("n", "n"), ("nl_DE", "nl_DE"),
    ])
    func `a language is the locale that it plainly means`(word: String, meant: String) {
        #expect(WordArgument.locale(word) == meant)
    }
}
