import JSONRPC
@testable import LinkService
@testable import PaymentLinks
import TestSupport
import Testing

/// Every way in which a ledger may refuse, as people read it.
///
/// Refused values are read in `ParameterTests`.
@Suite struct ErrorSentenceTests {
    private static func link() throws -> Link {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.cancel("A")
        return try #require(builder.book.link(for: ReferenceBuilder.key("A")))
    }

    private static func errors() throws -> [(LedgerError, code: Int, kind: String, retryable: Bool)] {
        let link = try link()
        let fingerprint = RequestFingerprint(method: "generateLink", parameters: [])
        let memo = IdempotencyRecord(
            fingerprint: fingerprint,
            answers: [link],
            answeredAt: ManualClock.start,
            notes: [],
            seq: link.seq
        )
        return [
            (.storageFailed, -32003, "storageFailed", true), (.storageFull, -32003, "storageFull", true),
            (.busy, -32002, "busy", true), (.closed, -32002, "shuttingDown", true),
            (.refused(.orderIDInUse(existing: link)), 1006, "orderIdInUse", false),
            (.refused(.unknownOrder(link.key)), 1006, "unknownOrder", false),
            (.refused(.versionConflict(current: link)), 2002, "versionConflict", false),
            (.refused(.idempotencyConflict(parameters: ["a", "b"], memo: memo)), 2001, "idempotencyConflict", false),
            (.refused(.invalidTransition(RefusedTransition(link, .active))), 2003, "invalidTransition", false),
            (.refused(.partPaid(current: link, paid: 1, currency: link.terms.money.currency)), 2003, "partPaid", false),
            (.refused(.orderIDRepeated(link.key, row: 3)), 1006, "orderIdInUse", false),
            (
                .refused(.rows([RowRefusal(row: 3, refusal: .orderIDInUse(existing: link))])), -32602,
                "invalidParameter", false
            ),
            (.refused(.unknownToken), 1006, "unknownOrder", false),
        ]
            + NotPayableReason.allCases.map { reason in
                (.refused(.notPayable(link, reason, successor: nil)), 2006, "linkNotPayable", false)
            }
    }

    @Test func `one sentence each, which says what to do`() throws {
        for (error, code, kind, retryable) in try Self.errors() {
            let told = RPCError(error, at: ManualClock.start) { _ in "/orderId" }
            #expect(told.code == code)
            #expect(told.kind.name == kind)
            #expect(told.retryable == retryable)
            #expect(isSentenceWithAdvice(told.message), "\(told.message)")
        }
    }

    @Test func `an error of storage points at no parameter`() throws {
        for error in [LedgerError.storageFailed, .storageFull, .busy, .closed] {
            #expect(RPCError(error, at: ManualClock.start) { _ in "/orderId" }.parameter == nil)
        }
    }

    @Test func `the check tells sentences apart`() {
        #expect(isSentenceWithAdvice("`limit` must be an integer of 1 to 1000."))
        #expect(isSentenceWithAdvice("There is no site x; use one of: a, b."))
        for message in [
            "", "Wrong.", "It failed; ask again", "It failed. Ask again; now.", "it failed; ask again.",
            "It\nfailed; ask again.",
        ] {
            #expect(!isSentenceWithAdvice(message), "\(message)")
        }
    }
}
