@testable import paylink
import Testing

/// An advised command says the same of the site and of the terms as what was typed.
@Suite struct TypedCommandTests {
    @Test(
        arguments: [
            ("cancel A --site default", "default", "default"), ("cancel A --site=nl", "nl", "nl"),
            ("cancel A", "default", nil), ("cancel A", "nl", "nl"), ("list", nil, nil),
            ("cancel lnk_0123456789abcdefghijklmn", "default", "default"),
            ("pay https://shop.example/pay/x 10", "default", "default"),
            ("generate --redirect-url https://shop.example/x", "default", nil),
        ] as [(String, String?, String?)]
    )
    func `a site is named where the daemon may need it`(typed: String, site: String?, named: String?) {
        #expect(TypedCommand(typed.split(separator: " ").map(String.init)).site(of: site) == named)
    }

    @Test func `a command can be typed as it stands`() {
        let typed = TypedCommand(["cancel", "A", "--site", "my shop"])
        #expect(
            AdvisedCommand.text("refund", "it's", "AMOUNT", site: nil, typed: typed)
                == #"paylink refund 'it'\''s' AMOUNT --site 'my shop'"#
        )
    }

    @Test(arguments: ["replace", "duplicate"])
    func `no term that was given is left out`(command: String) async throws {
        let given = [
            "--description", "Desk", "--days", "3", "--seconds", "9", "--first-name", "Ada", "--last-name", "L",
            "--email",
            "a@b.example", "--country", "NL", "--locale", "nl", "--gateway", "IDEAL", "--redirect-url",
            "https://a.example",
            "--cancel-url", "https://b.example", "--notification-url", "https://c.example", "--metadata", "k=v",
            "--metadata", "l=w", "--no-second-chance-email",
        ]
        let words = [command, "a", "b", "--amount", "60", "--currency", "EUR"] + given
        let request = try #require(CopyRequest(parsing: words))
        #expect(request.amount == "60" && request.currency == "EUR" && request.newOrderID == "b")
        #expect(request.otherTerms == given)
        // Every term that the help page has is among them.
        let help = try await ToolRun([command, "--help"]).output
        let terms = try #require(help.split(separator: "TERMS:").dropFirst().first?.split(separator: "REQUEST:").first)
        for option in terms.matches(of: /--[a-z-]+/).map({ String($0.output) }) where option != "--second-chance-email"
        {
            #expect(given.contains(option), "\(option)")
        }
    }
}
