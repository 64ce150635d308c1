import JSON
@testable import paylink
import Testing

@Suite struct AmountTextTests {
    @Test(arguments: [
        (4995, "EUR", "49.95 EUR"), (5, "EUR", "0.05 EUR"), (0, "EUR", "0.00 EUR"), (-1250, "EUR", "-12.50 EUR"),
        (5, "JPY", "5 JPY"), (12_345, "KWD", "12.345 KWD"), (1, "CLF", "0.0001 CLF"),
        (7, "ZZZ", "7 minor units of ZZZ"),
    ])
    func `an amount has the decimals of its currency`(minorUnits: Int64, currency: String, text: String) {
        #expect(AmountText.withCurrency(minorUnits, currency) == text)
    }

    @Test func `totals are a line per currency`() throws {
        let page = try JSONDocument(
            parsing: Array(
                #"{"totals":[{"currency":"EUR","count":1,"amount":5},{"currency":"JPY","count":2,"amount":100}]}"#.utf8
            )
        ).root
        #expect(LinkTotals(page: page).lines == ["1 link, 0.05 EUR", "2 links, 100 JPY"])
    }

    @Test func `a sum that does not fit is not told`() throws {
        let link = try JSONDocument(parsing: Array(#"{"currency":"EUR","amount":9007199254740991}"#.utf8)).root
        var totals = LinkTotals()
        for _ in 0..<1025 { totals.add(link) }
        #expect(totals.lines == ["1025 links in EUR, more than can be added up"])
    }

    @Test func `nor is one that the daemon could not add up`() throws {
        let totals =
            #"{"totals":[{"currency":"EUR","count":1025,"amount":null,"dueAmount":0},"#
            + #"{"currency":"JPY","count":1026,"amount":null,"dueAmount":null}]}"#
        let page = try JSONDocument(parsing: Array(totals.utf8)).root
        #expect(
            LinkTotals(page: page).listLines == [
                "1025 links in EUR, more than can be added up, 0.00 EUR still to be paid",
                "1026 links in JPY, more than can be added up",
            ]
        )
    }
}
