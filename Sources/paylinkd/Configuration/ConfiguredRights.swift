import Glibc
import JSON
import LinkService
import PaymentLinks

/// Reads the `rights` of the configuration file: names of accounts, sites, methods and currencies, each of which must exist.
struct ConfiguredRights {
    /// The sites that a rule may name.
    let sites: Set<SiteName>

    func rights(_ array: ConfigurationPath) throws(SettingsError) -> Rights {
        var rules: [Rights.Rule] = []
        for element in try array.elements() { rules.append(try rule(element)) }
        return Rights(rules)
    }

    private func rule(_ object: ConfigurationPath) throws(SettingsError) -> Rights.Rule {
        var rule = Rights.Rule()
        try object.forEach { (name, member) throws(SettingsError) in
            switch name {
            case "users": rule.users = try set(member, Self.user)
            case "groups": rule.groups = try set(member, Self.group)
            case "sites": rule.sites = try set(member, site)
            case "methods": rule.methods = try set(member, Self.method)
            case "maxAmount": rule.amountsMax = try Self.amounts(member)
            default: throw member.unknown(known: ["users", "groups", "sites", "methods", "maxAmount"])
            }
        }
        guard !rule.users.isEmpty || !rule.groups.isEmpty else {
            throw object.wrong("is a rule for nobody; add users or groups")
        }
        return rule
    }

    private func set<Value>(
        _ array: ConfigurationPath,
        _ read: (ConfigurationPath) throws(SettingsError) -> Value
    ) throws(SettingsError) -> Set<Value> {
        var values: Set<Value> = []
        for element in try array.elements() { values.insert(try read(element)) }
        return values
    }

    private func site(_ element: ConfigurationPath) throws(SettingsError) -> SiteName {
        let text = try element.string()
        guard let site = sites.first(where: { $0.text == text }) else {
            throw element.wrong("names \(text), which is no site of this file")
        }
        return site
    }

    private static func method(_ element: ConfigurationPath) throws(SettingsError) -> String {
        let name = try element.string()
        guard MethodDeclaration.all.contains(where: { $0.name == name }) else {
            throw element.wrong("names \(name), which is no method; paylink discover lists them")
        }
        return name
    }

    private static func amounts(_ object: ConfigurationPath) throws(SettingsError) -> [Currency: Int64] {
        var amounts: [Currency: Int64] = [:]
        try object.forEach { (name, member) throws(SettingsError) in
            let currency: Currency
            do throws(Refusal) {
                currency = try Currency(code: name)
            } catch {
                throw member.wrongName("is no currency. \(error.message.dropLast())")
            }
            amounts[currency] = Int64(try member.integer(in: 1...999_999_999_999))
        }
        return amounts
    }

    private static func user(_ element: ConfigurationPath) throws(SettingsError) -> UInt32 {
        if let number = try number(element) { return number }
        let name = try element.string()
        guard let account = getpwnam(name) else { throw element.wrong("names \(name), which is no user here") }
        return account.pointee.pw_uid
    }

    private static func group(_ element: ConfigurationPath) throws(SettingsError) -> UInt32 {
        if let number = try number(element) { return number }
        let name = try element.string()
        guard let group = getgrnam(name) else { throw element.wrong("names \(name), which is no group here") }
        return group.pointee.gr_gid
    }

    /// A number needs no account.
    private static func number(_ element: ConfigurationPath) throws(SettingsError) -> UInt32? {
        guard element.value.kind == .number else { return nil }
        return UInt32(try element.integer(in: 0...Int(UInt32.max) - 1))
    }
}
