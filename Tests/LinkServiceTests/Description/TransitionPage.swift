import PaymentLinks

/// The page `proto-docs/transitions.md`, made of the table of transitions.
enum TransitionPage {
    /// The page as Markdown.
    static var text: String {
        let words = ReportedStatus.allCases.filter { $0.meaning == $0 }
        let heading = "| link is | " + words.map { "`\($0.rawValue)`" }.joined(separator: " | ") + " |"
        let rule = "|---|" + String(repeating: "---|", count: words.count)
        let rows = LinkStatus.allCases.map { status in
            let cells = words.map { cell(LinkTransitions.effect(of: $0, on: status), status) }
            return "| **`\(status.rawValue)`** | " + cells.joined(separator: " | ") + " |"
        }
        return """
            <!-- Made of the table of transitions; change that, not this page. -->

            # What a payment's status does to a link

            `recordPayment` takes the payment service's word for what became of a payment. This is what each word does to a
            link of each status; the link's own status is the one at that moment, so `expired` follows from the clock.

            - A status: the link becomes that.
            - —: it says nothing new. The link is answered as it is, and nothing is recorded.
            - **no**: `invalidTransition`, and nothing changes.
            - *paid*: the money is added to `paidAmount`. The link becomes `completed` once the whole amount is there, and
              stays what it is until then. Of money that came for a link that had expired or was cancelled `paidLate` tells.
            - *more*: money beyond what was due. It is added to `paidAmount`, and `overpaidAmount` tells what is held of it.
            - *back*: the money is added to `refundedAmount` or `chargedBackAmount`. A link that was paid in part only keeps its
              status. Where nothing was paid, or nothing is left of it, it is `invalidTransition`.

            \(([heading, rule] + rows).joined(separator: "\n"))

            \(synonyms)

            ## What is not in the table

            - **The same report again changes nothing**, whatever the link has become: the same word with the same
              `transactionId` and the same `amount`. Reports without a transaction are one only if `occurredAt` and `note` are
              the same too, so tell two cash payments of 10.00 apart by their notes.
            - **Within one transaction a report can come again after its opposite**: a payment that was declined may be held
              again, and `completed` after `chargeback` is money that the bank gave back. A link that was charged back is
              `completed` again once the whole amount is there.
            - **An amount that is left out** is all that is open; of money that goes back, all that is left. A part that was
              refunded (`partial_refunded`) needs its amount.
            - **A payment that was held and came to nothing** does to the link what the report does where nothing was held: one
              that could be paid when the payment was held becomes `declined`, `cancelled` or `expired`, as reported, also if
              its time has run out since. One that had expired or was cancelled before the payment was held, or became a
              duplicate in the meantime, is just that again.
            - **The other attempts of an order that is paid** become `duplicate` in the same record, those that are `pending`,
              `active`, `expired` or `declined`; their `settledBy` is the one that was paid. A cancelled attempt stays
              cancelled. One that is held stays `uncleared`, and becomes a duplicate if its money does not come. `uncleared`
              alone marks none, because that money may not come.
            - **Money for a link that was superseded** counts for the last one that took its place, and settles the order only
              once nothing is missing there: [being paid](payments.md#money-for-a-link-that-was-replaced).
            - **An order that is paid twice** keeps both payments. The attempt whose money came on top tells in `settledBy`
              which one was first, and that one tells in `paidAgainBy`. A link that was made after its order had been paid was
              made for more money on purpose, and is no second payment.

            """
    }

    private static var synonyms: String {
        let pairs = ReportedStatus.allCases.filter { $0.meaning != $0 }.map { word in
            "`\(word.rawValue)` as `\(word.meaning.rawValue)`"
        }
        return "Taken as another word: " + pairs.joined(separator: ", ") + "."
    }

    private static func cell(_ effect: PaymentEffect, _ status: LinkStatus) -> String {
        switch effect {
        case .nothing: "—"
        case .refused: "**no**"
        case .becomes(let new): "`\(new.rawValue)`"
        case .receives(let whole, let part): received(whole: whole, part: part, status)
        case .returns(let whole, let part): returned(whole: whole, part: part, status)
        }
    }

    private static func received(whole: LinkStatus, part: LinkStatus, _ status: LinkStatus) -> String {
        if whole == part { return status == whole ? "*more*" : "*more*: `\(whole.rawValue)`" }
        return part == status ? "*paid*" : "*paid*, until then `\(part.rawValue)`"
    }

    private static func returned(whole: LinkStatus, part: LinkStatus, _ status: LinkStatus) -> String {
        if whole == part { return status == whole ? "*back*" : "*back*: `\(whole.rawValue)`" }
        return "*back*: `\(whole.rawValue)`, or `\(part.rawValue)` while some is left"
    }
}
