import ArgumentParser
import Standin

/// One option for each of the readings.
struct ReadingOptions: ParsableArguments {
    @Option(help: "A second POST of an order that is not paid: accept it (a new URL), or refuse it (1006).")
    var `repeat` = Readings.Repeat.accept

    @Option(help: "Failures with the documented HTTP status, or with 200.")
    var errors = Readings.Errors.status

    @Option(help: "GET of a link that nobody has opened: the full order, or without its ID and amount.")
    var unusedLink = Readings.UnusedLink.full

    @Option(help: "The earlier URL of an order that was posted again stays payable, or dies.")
    var oldURL = Readings.OldURL.stays

    @Option(help: "A slow POST whose sender has hung up still lands, or is lost.")
    var latePost = Readings.LatePost.lands

    @Option(help: "Cancelling what is paid, expired or cancelled: refuse it (1000), or ignore it (success).")
    var cancelDead = Readings.CancelDead.refuse

    @Option(help: "A payment on its way at the bank stays, or is cancelled, when its order is cancelled.")
    var cancelRunning = Readings.CancelRunning.stays

    @Option(help: "The status of a cancelled transaction; the other word is its financial status.")
    var cancelWord = Readings.CancelWord.void

    @Option(help: "The status after a chargeback.")
    var chargebackWord = Readings.ChargebackWord.chargeback

    @Option(help: "The financial status after a refund: completed, or the same word as the status.")
    var refundWord = Readings.RefundWord.completed

    @Option(help: "What the answer to a refund has beside the transaction.")
    var refundAnswer = Readings.RefundAnswer.refundID

    @Option(help: "The 20 times that a link may be used are loads of the page, or attempts to pay.")
    var opens = Readings.Opens.loads

    @Option(help: "Other attempts stay once one has completed, or become duplicates.")
    var otherAttempts = Readings.OtherAttempts.stay

    @Option(help: "Text of digits alone comes back as a number, or as text.")
    var digits = Readings.Digits.number

    @Option(help: "An empty object comes back as {} or as [].")
    var empty = Readings.Empty.object

    @Option(help: "A transaction ID is a number, or text.")
    var transactionID = Readings.TransactionID.number

    @Option(help: "An amount in quotes: refuse it (1001), or accept it.")
    var amountText = Readings.AmountText.refuse

    @Option(help: "A lifetime out of range: refuse it (1014), or clamp it.")
    var lifetime = Readings.Lifetime.refuse

    @Option(help: "Order IDs of letters, digits and -_./ alone, or of everything but white space.")
    var characters = Readings.Characters.narrow

    @Option(help: "Few members are required, or all that were in 2021 (1016 without payment_options and customer).")
    var required = Readings.Required.few

    @Option(help: "Pay-later methods for links: refuse them (1023), or accept them.")
    var payLater = Readings.PayLater.refuse

    @Option(help: "A notice is acknowledged by OK anywhere in the first 100 characters, or at the beginning alone.")
    var acknowledgement = Readings.Acknowledgement.anywhere

    @Option(help: "How a notice's JSON is written.")
    var noticeForm = Readings.NoticeForm.compact

    @Option(help: "Notices about a link without a transaction are signed, or not.")
    var pretransaction = Readings.Pretransaction.signed

    @Flag(help: "Answers to a new order have an events_token, which is a secret.")
    var eventsToken = false

    var readings: Readings {
        var readings = Readings()
        readings.repeat = self.repeat
        readings.errors = errors
        readings.unusedLink = unusedLink
        readings.oldURL = oldURL
        readings.latePost = latePost
        readings.cancelDead = cancelDead
        readings.cancelRunning = cancelRunning
        readings.cancelWord = cancelWord
        readings.chargebackWord = chargebackWord
        readings.refundWord = refundWord
        readings.refundAnswer = refundAnswer
        readings.opens = opens
        readings.otherAttempts = otherAttempts
        readings.digits = digits
        readings.empty = empty
        readings.transactionID = transactionID
        readings.amountText = amountText
        readings.lifetime = lifetime
        readings.characters = characters
        readings.required = required
        readings.payLater = payLater
        readings.acknowledgement = acknowledgement
        readings.noticeForm = noticeForm
        readings.pretransaction = pretransaction
        readings.hasEvents = eventsToken
        return readings
    }
}

extension Readings.Repeat: ExpressibleByArgument {}
extension Readings.Errors: ExpressibleByArgument {}
extension Readings.UnusedLink: ExpressibleByArgument {}
extension Readings.OldURL: ExpressibleByArgument {}
extension Readings.LatePost: ExpressibleByArgument {}
extension Readings.CancelDead: ExpressibleByArgument {}
extension Readings.CancelRunning: ExpressibleByArgument {}
extension Readings.CancelWord: ExpressibleByArgument {}
extension Readings.ChargebackWord: ExpressibleByArgument {}
extension Readings.RefundWord: ExpressibleByArgument {}
extension Readings.RefundAnswer: ExpressibleByArgument {}
extension Readings.Opens: ExpressibleByArgument {}
extension Readings.OtherAttempts: ExpressibleByArgument {}
extension Readings.Digits: ExpressibleByArgument {}
extension Readings.Empty: ExpressibleByArgument {}
extension Readings.TransactionID: ExpressibleByArgument {}
extension Readings.AmountText: ExpressibleByArgument {}
extension Readings.Lifetime: ExpressibleByArgument {}
extension Readings.Characters: ExpressibleByArgument {}
extension Readings.Required: ExpressibleByArgument {}
extension Readings.PayLater: ExpressibleByArgument {}
extension Readings.Acknowledgement: ExpressibleByArgument {}
extension Readings.NoticeForm: ExpressibleByArgument {}
extension Readings.Pretransaction: ExpressibleByArgument {}
