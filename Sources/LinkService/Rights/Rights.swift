package import PaymentLinks

/// Who may call which methods, for which sites and up to which amounts; a value that decides and knows no socket.
///
/// Deny by default: as soon as there are rules, even none in the list, what no rule allows is not allowed. Root may do
/// everything.
package struct Rights: Sendable {
    /// What some users and the members of some groups may do.
    package struct Rule: Sendable {
        package var users: Set<UInt32> = []
        package var groups: Set<UInt32> = []
        /// The sites; nil for all.
        package var sites: Set<SiteName>?
        /// The methods by name; nil for all.
        package var methods: Set<String>?
        /// The most that a link may be made or changed for, in minor units; a currency that is missing is not allowed.
        ///
        /// Nil without a bound.
        package var amountsMax: [Currency: Int64]?

        package init() {}

        fileprivate func isAbout(_ caller: Caller) -> Bool {
            users.contains(caller.uid) || groups.contains(caller.gid) || !groups.isDisjoint(with: caller.groups)
        }
    }

    /// What one caller may do with one method.
    package struct Scope: Sendable {
        private let rules: [Rule]?

        fileprivate init(_ rules: [Rule]?) {
            self.rules = rules
        }

        /// The sites; nil for all.
        package var sites: Set<SiteName>? {
            guard let rules, !rules.contains(where: { $0.sites == nil }) else { return nil }
            return rules.reduce(into: []) { $0.formUnion($1.sites ?? []) }
        }

        package func allows(_ site: SiteName) -> Bool {
            rules?.contains { $0.sites?.contains(site) ?? true } ?? true
        }

        /// Whether a link of a site may be made or changed that asks for so much.
        package func allows(_ amount: Int64, _ currency: Currency, for site: SiteName) -> Bool {
            guard let rules else { return true }
            return rules.contains { rule in
                guard rule.sites?.contains(site) ?? true else { return false }
                guard let amountsMax = rule.amountsMax else { return true }
                return amountsMax[currency].map { amount <= $0 } ?? false
            }
        }
    }

    /// Nil where everybody may do everything.
    private let rules: [Rule]?

    /// - Parameter rules: The rules; nil lets whoever may connect do everything.
    package init(_ rules: [Rule]?) {
        self.rules = rules
    }

    /// How many rules there are; nil where everybody may do everything.
    package var ruleCount: Int? { rules?.count }

    /// What a caller may do with a method; nil for nothing.
    package func scope(of caller: Caller, calling method: String) -> Scope? {
        guard let rules, caller.uid != 0 else { return Scope(nil) }
        let those = rules.filter { $0.isAbout(caller) && $0.methods?.contains(method) ?? true }
        return those.isEmpty ? nil : Scope(those)
    }

    /// Whether a caller may do everything, which needs no further look.
    func areUnbounded(for caller: Caller) -> Bool { rules == nil || caller.uid == 0 }
}
