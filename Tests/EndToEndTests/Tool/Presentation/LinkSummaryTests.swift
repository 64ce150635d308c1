import JSON
@testable import paylink
import PaymentLinks
import Testing

/// How links look to people.
@Suite struct LinkSummaryTests {
    private let plain = Appearance(isTerminal: false, windowColumnCount: 80) { _ in nil }

    private func json(_ text: String) throws -> JSONValue {
        try JSONDocument(parsing: Array(text.utf8)).root
    }

    private static let link = """
        {"linkId":"lnk_1","site":"default","orderId":"A-1","url":"https://shop.example/pay/x","status":"active",\
        "currency":"EUR","amount":4995,"amountText":"49.95","description":"Two chairs","customer":{"firstName":"Ada",\
        "lastName":"Lovelace","email":"ada@shop.example","country":"GB"},"secondChanceEmail":true,"gateway":null,\
        "metadata":{"till":"3"},"createdAt":"2026-11-22T13:25:59.000Z","expiresAt":"2026-12-22T13:25:59.000Z",\
        "duplicateOf":null,"version":1,"seq":1,"somethingNew":[]}
        """

    @Test func `the URL stands alone on the first line`() throws {
        #expect(
            LinkSummary(try json(Self.link)).briefLines(plain) == [
                "https://shop.example/pay/x",
                "Order ID     A-1",
                "Amount       49.95 EUR",
                "Status       active",
                "Description  Two chairs",
                "Customer     Ada Lovelace <ada@shop.example>, GB",
                "Created      2026-11-22 13:25 UTC",
                "Expires      2026-12-22 13:25 UTC",
            ]
        )
    }

    @Test func `show tells everything that is known`() throws {
        let lines = LinkSummary(try json(Self.link)).fullLines(plain)
        for line in [
            "Customer              Ada Lovelace <ada@shop.example>, GB", "Second-chance e-mail  yes",
            "Metadata              till=3", "Link ID               lnk_1", "Version               1",
        ] { #expect(lines.contains(line), "\(lines)") }
        #expect(!lines.contains { $0.hasPrefix("Gateway") || $0.hasPrefix("Paid") })
    }

    @Test func `a dry run says so where the URL would be`() throws {
        #expect(LinkSummary(try json(#"{"url":null,"orderId":"A-1"}"#)).briefLines(plain)[0].hasPrefix("Dry run:"))
    }

    @Test(arguments: [
        ("partialRefunded", "partly refunded"), ("chargedback", "charged back"), ("refunded", "refunded"),
    ])
    func `a status is said in words, which name it in a filter too`(status: String, words: String) throws {
        let link = try json(Self.link.replacing(#""status":"active""#, with: #""status":"\#(status)""#))
        #expect(LinkSummary(link).briefLines(plain).contains("Status       \(words)"))
        #expect(try WordArgument.statuses(words).map(\.rawValue) == [status])
        #expect(try WordArgument.statuses(status).map(\.rawValue) == [status])
    }

    @Test func `a list is a table of what one looks for first`() throws {
        var table = LinkTable()
        #expect(table.isEmpty)
        table.append(page: try json("{\"links\":[\(Self.link)],\"nextCursor\":null}"))
        #expect(
            table.lines(plain) == [
                "ORDER ID     AMOUNT  STATUS  CREATED     EXPIRES     CUSTOMER      DESCRIPTION",
                "A-1       49.95 EUR  active  2026-11-22  2026-12-22  Ada Lovelace  Two chairs",
            ]
        )
    }

    private static let paid = link.replacing(
        #""secondChanceEmail":true"#,
        with: #""paidAmount":10000,"overpaidAmount":5005,"refundedAmount":5,"chargedBackAmount":null,"paidLate":true,"#
            + #""paidAt":"2026-12-24T09:00:00.000Z","transactionId":"4051823","settledBy":"A-0","paidAgainBy":null"#
    )

    @Test func `what was paid stands below the terms`() throws {
        let lines = LinkSummary(try json(Self.paid)).briefLines(plain)
        #expect(
            lines.suffix(6) == [
                "Paid              100.00 EUR",
                "Paid at           2026-12-24 09:00 UTC, late",
                "Overpaid          50.05 EUR",
                "Refunded          0.05 EUR",
                "Transaction       4051823",
                "Order settled by  A-0",
            ]
        )
    }

    @Test func `a list tells what was paid when anything was`() throws {
        var table = LinkTable()
        table.append(page: try json("{\"links\":[\(Self.paid),\(Self.link)],\"nextCursor\":null}"))
        #expect(
            table.lines(plain).map { $0.prefix(51) } == [
                "ORDER ID     AMOUNT        PAID   OVERPAID  STATUS ",
                "A-1       49.95 EUR  100.00 EUR  50.05 EUR  active ",
                "A-1       49.95 EUR                         active ",
            ]
        )
    }

    private static let carried = link.replacing(
        #""secondChanceEmail":true"#,
        with: #""paidAmount":null,"carriedAmount":4000,"dueAmount":995,"customerErasedAt":null"#
    )

    @Test func `what was carried over and what is due stand in every view of a link`() throws {
        let link = try json(Self.carried)
        for lines in [LinkSummary(link).briefLines(plain), LinkSummary(link).fullLines(plain)] {
            #expect(lines.contains { $0.hasPrefix("Carried over") && $0.hasSuffix(" 40.00 EUR") }, "\(lines)")
            #expect(lines.contains { $0.hasPrefix("Due") && $0.hasSuffix(" 9.95 EUR") }, "\(lines)")
        }
        var table = LinkTable()
        table.append(page: try json("{\"links\":[\(Self.carried)],\"nextCursor\":null}"))
        #expect(table.lines(plain)[0].hasPrefix("ORDER ID     AMOUNT       DUE  STATUS"), "\(table.lines(plain))")
        #expect(table.lines(plain)[1].hasPrefix("A-1       49.95 EUR  9.95 EUR  active"), "\(table.lines(plain))")
    }

    @Test(arguments: ["cancelled", "duplicate", "failed"])
    func `nothing is due on a link that will never be paid`(status: String) throws {
        let ended = Self.carried.replacing(#""status":"active""#, with: "\"status\":\"\(status)\"")
        let link = try json(ended.replacing(#""dueAmount":995"#, with: #""dueAmount":null"#))
        #expect(!LinkSummary(link).fullLines(plain).contains { $0.hasPrefix("Due") })
    }

    @Test func `a customer who was erased is told apart from none`() throws {
        let link = #"{"url":"u","customer":null,"customerErasedAt":"2026-11-22T13:25:59.000Z"}"#
        #expect(LinkSummary(try json(link)).fullLines(plain).contains("Customer  erased 2026-11-22 13:25 UTC"))
    }

    @Test func `a narrow table has no customers`() throws {
        var table = LinkTable()
        table.append(page: try json("{\"links\":[\(Self.link)],\"nextCursor\":null}"))
        let narrow = Appearance(isTerminal: false, windowColumnCount: 60) { _ in nil }
        #expect(table.lines(narrow)[0] == "ORDER ID     AMOUNT  STATUS  CREATED     DESCRIPTION")
        #expect(table.omittedTitles(narrow) == ["EXPIRES", "CUSTOMER"] && table.omittedTitles(plain).isEmpty)
    }

    @Test func `the site is shown when there are several`() throws {
        var table = LinkTable()
        table.append(page: try json(#"{"links":[{"orderId":"A","site":"nl"},{"orderId":"A","site":"de"}]}"#))
        #expect(table.lines(plain)[0].hasPrefix("ORDER ID  SITE"))
    }

    @Test func `a long order ID is cut in its middle, and the table keeps its columns`() throws {
        var table = LinkTable()
        let orderID = "ORDER-2026-" + String(repeating: "0", count: 33) + "56789"
        let link = Self.link.replacing("\"A-1\"", with: "\"\(orderID)\"")
        table.append(page: try json("{\"links\":[\(link)]}"))
        let lines = table.lines(plain)
        #expect(lines.last?.hasPrefix("ORDER-2026-00…0000000056789  49.95 EUR  active") == true, "\(lines)")
        #expect(lines.allSatisfy { $0.columnCount <= 80 })
    }
}
