import JSON
import LinkService
import PaymentLinks

/// The configuration file: one JSON object, read strictly, so that a misspelt name is an error and never a default.
struct ConfigurationFile {
    /// The seconds that an idle exit may have.
    static let idleExitRange = 1...31_536_000

    var socket: String?
    var stateDirectory: String?
    var idleExitSeconds: Int?
    /// Nil if the file has no sites.
    var sites: [SiteName: SiteSettings]?
    var limits = DaemonLimits()
    var rights = Rights(nil)

    /// The defaults, without a file.
    init() {}

    /// Reads a file.
    ///
    /// - Throws: `SettingsError` with the file, the line, the column and the key.
    init(path: String) throws(SettingsError) {
        let text = try ConfigurationText(path: path)
        let root: JSONValue
        do throws(JSONSyntaxError) {
            root = try JSONDocument(parsing: text.bytes).root
        } catch {
            let position = text.position(of: error.offset)
            throw .wrongValue(path, position, "this is no valid JSON; look for a comma, quote or bracket near it")
        }
        var givenRights: ConfigurationPath?
        try ConfigurationPath(text: text, value: root, pointer: "").forEach { (name, member) throws(SettingsError) in
            switch name {
            case "socket": socket = try member.string()
            case "stateDirectory": stateDirectory = try member.string()
            case "idleExitSeconds": idleExitSeconds = try member.integer(in: Self.idleExitRange)
            case "sites": sites = try Self.sites(member)
            case "limits": try limits.configure(member)
            case "ledger": try Self.checkLedger(member)
            // They name sites, which may stand behind them.
            case "rights": givenRights = member
            default: throw member.unknown(known: Self.names)
            }
        }
        if let givenRights {
            let sites = sites.map { Set($0.keys) } ?? [DaemonSettings.standardSite]
            rights = try ConfiguredRights(sites: sites).rights(givenRights)
        }
    }

    private static let names = ["socket", "stateDirectory", "idleExitSeconds", "sites", "rights", "ledger", "limits"]

    /// The one engine that this program has.
    private static func checkLedger(_ object: ConfigurationPath) throws(SettingsError) {
        try object.forEach { (name, member) throws(SettingsError) in
            guard name == "engine" else { throw member.unknown(known: ["engine"]) }
            guard try member.string() == "journal" else { throw member.wrong("is no engine of paylinkd; use journal") }
        }
    }

    private static func sites(_ object: ConfigurationPath) throws(SettingsError) -> [SiteName: SiteSettings] {
        var sites: [SiteName: SiteSettings] = [:]
        try object.forEach { (name, member) throws(SettingsError) in
            let site: SiteName
            do throws(Refusal) {
                site = try SiteName(name)
            } catch {
                throw member.wrong("is no name for a site. \(error.message.dropLast())")
            }
            sites[site] = try SiteSettings(member)
        }
        guard !sites.isEmpty else {
            throw object.wrong("has no site; name at least one, or leave it out for one called default")
        }
        return sites
    }
}
