import Issuing
import PaymentLinks

extension ServiceContext {
    /// The context of one call, whose caller is bound by rights: everything in it that knows of sites knows only these.
    func bound(by scope: @escaping @Sendable () -> Rights.Scope?) -> ServiceContext {
        let sites = sites.restricted { scope()?.allows($0) ?? false }
        return ServiceContext(
            ledger: ScopedLedger(whole: ledger, scope: scope),
            sites: sites,
            clock: clock,
            random: random,
            timer: timer,
            limits: limits,
            facts: facts,
            outbox: outbox,
            reports: reports
        )
    }
}
