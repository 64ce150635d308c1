import Glibc
import Issuing
import PaymentLinks

/// Everything the daemon is told: by arguments first, then by the configuration file, then by systemd's variables.
struct DaemonSettings {
    let socketPath: String
    let stateDirectory: String
    let idleExitSeconds: Int?
    let sites: Sites
    let limits: DaemonLimits

    static let socketPath = "/run/paylinkd.sock"
    static let stateDirectory = "/var/lib/paylinkd"
    /// Where the one site of an unconfigured daemon has its links: good for trying out, and plainly not a shop's.
    static let checkoutURL = "http://localhost/pay/"

    /// Reads the settings.
    ///
    /// - Throws: `SettingsError` for what can't be meant.
    init(arguments: Paylinkd) throws(SettingsError) {
        let path = arguments.config ?? Self.defaultFile
        let file = if let path { try ConfigurationFile(path: path) } else { ConfigurationFile() }
        let state = Self.variable("STATE_DIRECTORY") ?? Self.stateDirectory
        socketPath = arguments.socket ?? file.socket ?? Self.socketPath
        stateDirectory = arguments.stateDirectory ?? file.stateDirectory ?? state
        idleExitSeconds = arguments.idleExit ?? file.idleExitSeconds
        sites = try Self.sites(file.sites)
        limits = DaemonLimits(file.limits)
    }

    /// systemd names the folder; a file in it is optional, unlike one that an argument names.
    private static var defaultFile: String? {
        guard let folder = variable("CONFIGURATION_DIRECTORY") else { return nil }
        let file = "\(folder)/paylinkd.json"
        return access(file, F_OK) == 0 ? file : nil
    }

    private static func sites(_ entries: [ConfigurationFile.SiteEntry]?) throws(SettingsError) -> Sites {
        guard let entries else { return Sites([standardSite: LocalIssuer(checkoutURL: checkoutURL)]) }
        guard !entries.isEmpty else { throw .noSites }
        var issuers: [SiteName: any Issuer] = [:]
        for entry in entries {
            guard entry.issuer == "local" else { throw .unknownIssuer(entry.issuer, site: entry.name) }
            guard let checkoutURL = entry.checkoutURL else { throw .noCheckoutURL(site: entry.name) }
            do throws(Refusal) {
                issuers[try SiteName(entry.name)] = LocalIssuer(checkoutURL: try folder(checkoutURL))
            } catch {
                throw .badSite(entry.name, error.message)
            }
        }
        return Sites(issuers)
    }

    /// Checks the checkout address and closes it with a slash, so that the token is a part of the path of its own.
    private static func folder(_ text: String) throws(Refusal) -> String {
        let address = try WebAddress(text).text
        return address.hasSuffix("/") || address.contains("?") ? address : address + "/"
    }

    private static var standardSite: SiteName {
        do throws(Refusal) {
            return try SiteName("default")
        } catch {
            preconditionFailure("the name of the standard site is a site name: \(error)")
        }
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        return String(cString: value)
    }
}
