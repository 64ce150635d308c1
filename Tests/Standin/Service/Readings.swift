/// How the stand-in behaves where no source settles what the service does, or where the sources disagree.
///
/// Each is an enumeration with both readings, the likelier one first; `--help` of the program says what each means.
package struct Readings: Sendable {
    /// What a second POST with an order ID does that was made before and not paid.
    package enum Repeat: String, CaseIterable, Sendable {
        /// A new page and URL under the same order.
        case accept
        /// Refused with 1006.
        case refuse
    }

    /// The HTTP status of a failure.
    package enum Errors: String, CaseIterable, Sendable {
        /// 404, 401, 403 or 410, as documented.
        case status
        /// 200, with `success` false.
        case ok
    }

    /// The body of GET for a link that nobody has opened.
    package enum UnusedLink: String, CaseIterable, Sendable {
        /// All members, with the status `initialized`.
        case full
        /// Neither order ID nor amount, currency or transaction.
        case bare
    }

    /// What becomes of the URL of a page when its order was posted again.
    package enum OldURL: String, CaseIterable, Sendable {
        /// It can still be paid: two payments for one order are possible.
        case stays
        case dies
    }

    /// What becomes of a POST whose sender has hung up before it was worked on.
    package enum LatePost: String, CaseIterable, Sendable {
        /// The order is made all the same.
        case lands
        case lost
    }

    /// The answer to cancelling an order that is paid, expired or cancelled.
    package enum CancelDead: String, CaseIterable, Sendable {
        /// 1000, "Not found".
        case refuse
        /// Success, and nothing changes.
        case ignore
    }

    /// What cancelling does to a payment that is on its way at the bank.
    package enum CancelRunning: String, CaseIterable, Sendable {
        /// It goes on, and may complete.
        case stays
        case cancelled
    }

    /// The words of a cancelled transaction.
    package enum CancelWord: String, CaseIterable, Sendable {
        /// Status `void`, financial status `cancelled`.
        case void
        /// The other way round.
        case cancelled
    }

    /// The word for money that a card's owner has taken back.
    package enum ChargebackWord: String, CaseIterable, Sendable {
        case chargeback, chargedback
    }

    /// The financial status of an order after a refund.
    package enum RefundWord: String, CaseIterable, Sendable {
        /// It stays `completed`.
        case completed
        /// The same word as the status.
        case same
    }

    /// The members of the answer to a refund.
    package enum RefundAnswer: String, CaseIterable, Sendable {
        case refundID = "refund-id"
        case orderID = "order-id"
    }

    /// What counts towards the twenty times that a link may be used.
    package enum Opens: String, CaseIterable, Sendable {
        /// Each time that the page is asked for.
        case loads
        /// Each payment that is begun.
        case attempts
    }

    /// What the other attempts of an order are called once one has completed.
    package enum OtherAttempts: String, CaseIterable, Sendable {
        /// They keep their status, and may complete too.
        case stay
        /// They are void, and can't be paid any more.
        case duplicate
    }

    /// How text of digits alone comes back.
    package enum Digits: String, CaseIterable, Sendable {
        /// As a JSON number, unless it begins with a zero.
        case number
        case text
    }

    /// How an object without members comes back.
    package enum Empty: String, CaseIterable, Sendable {
        /// `{}`
        case object
        /// `[]`
        case array
    }

    /// How a transaction ID is written.
    package enum TransactionID: String, CaseIterable, Sendable {
        case number, text
    }

    /// What an order without an amount in a JSON number gets.
    package enum AmountText: String, CaseIterable, Sendable {
        /// `"1000"` is refused with 1001.
        case refuse
        case accept
    }

    /// What a lifetime out of range gets.
    package enum Lifetime: String, CaseIterable, Sendable {
        /// 1014.
        case refuse
        /// The nearest one that is allowed.
        case clamp
    }

    /// The characters of an order ID.
    package enum Characters: String, CaseIterable, Sendable {
        /// Letters, digits and `-_./`; others get 1006.
        case narrow
        /// Everything but white space.
        case wide
    }

    /// Which members an order must have.
    package enum Required: String, CaseIterable, Sendable {
        /// Order ID, currency, amount and description.
        case few
        /// Also `payment_options` and `customer`; without them 1016.
        case all
    }

    /// Whether pay-later methods take links.
    package enum PayLater: String, CaseIterable, Sendable {
        /// Refused with 1023.
        case refuse
        case accept
    }

    /// Which text of a notice's answer acknowledges it.
    package enum Acknowledgement: String, CaseIterable, Sendable {
        /// `OK` in any case within the first 100 characters.
        case anywhere
        /// `OK` as the first two characters, or `MULTISAFEPAY_OK` anywhere.
        case beginning
    }

    /// How a notice's body is written; it is signed as it is sent.
    package enum NoticeForm: String, CaseIterable, Sendable {
        /// UTF-8 without white space.
        case compact
        /// A blank behind the first comma, as in the documentation's own sample.
        case spaced
        /// ASCII, with `\u` and `\/`, as PHP writes it.
        case escaped
        /// A line end behind it.
        case newline
    }

    /// Whether a notice about a link without a transaction is signed.
    package enum Pretransaction: String, CaseIterable, Sendable {
        case signed, unsigned
    }

    package var `repeat` = Repeat.accept
    package var errors = Errors.status
    package var unusedLink = UnusedLink.full
    package var oldURL = OldURL.stays
    package var latePost = LatePost.lands
    package var cancelDead = CancelDead.refuse
    package var cancelRunning = CancelRunning.stays
    package var cancelWord = CancelWord.void
    package var chargebackWord = ChargebackWord.chargeback
    package var refundWord = RefundWord.completed
    package var refundAnswer = RefundAnswer.refundID
    package var opens = Opens.loads
    package var otherAttempts = OtherAttempts.stay
    package var digits = Digits.number
    package var empty = Empty.object
    package var transactionID = TransactionID.number
    package var amountText = AmountText.refuse
    package var lifetime = Lifetime.refuse
    package var characters = Characters.narrow
    package var required = Required.few
    package var payLater = PayLater.refuse
    package var acknowledgement = Acknowledgement.anywhere
    package var noticeForm = NoticeForm.compact
    package var pretransaction = Pretransaction.signed
    /// Whether answers to a new order carry the event members, of which `events_token` is a secret.
    package var hasEvents = false

    package init() {}
}
