import JSONRPC
import LinkService
import PaymentLinks
import TestSupport

/// The service over the reference ledger: its answers are the expected ones.
struct ReferenceService {
    /// The sites of every service in these tests.
    static let sites = ["north", "south"]

    let ledger: ReferenceLedger
    private let engine: RequestEngine<LinkService>

    init(_ clock: ManualClock) throws {
        ledger = try ReferenceLedger()
        engine = try ServiceFixture.engine(over: ledger, Self.sites, clock, SeededRandom())
    }

    func answer(_ line: String, by caller: Caller = ServiceFixture.caller) async -> [UInt8] {
        await engine.reply(to: Array(line.utf8), caller: caller).wait() ?? []
    }
}
