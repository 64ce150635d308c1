import Configuration
import Glibc
import LinkService
import PaymentLinks
import SystemPackage
import UnixServer

/// Everything the daemon is told: arguments first, then `PAYLINKD_…` variables, then the configuration file.
struct DaemonSettings {
    var socketPath: String
    var stateDirectory: String
    var idleExitSeconds: Int?
    var sites: Sites
    var limits: ServerLimits
    var depthMax: Int
    var batchMax: Int

    static let socketPath = "/run/paylinkd.sock"
    static let stateDirectory = "/var/lib/paylinkd"
    /// Where the one site of an unconfigured daemon has its links: good for trying out, and plainly not a shop's.
    static let checkoutURL = "http://localhost/pay/"

    /// Reads the settings.
    ///
    /// - Throws: `SettingsError` for a value that can't be meant, and the file's own error if it can't be read.
    static func read(arguments: Paylinkd) async throws -> DaemonSettings {
        let reader = try await reader(file: arguments.config ?? defaultFile)
        var limits = ServerLimits()
        limits.lineBytesMax = try limit("lineBytes", limits.lineBytesMax, reader)
        limits.unansweredMax = try limit("unanswered", limits.unansweredMax, reader)
        limits.unsentBytesMax = try limit("unsentBytes", limits.unsentBytesMax, reader)
        limits.connectionsMax = try limit("connections", limits.connectionsMax, reader)
        limits.connectionsPerUserMax = try limit("connectionsPerUser", limits.connectionsPerUserMax, reader)
        let state = variable("STATE_DIRECTORY") ?? stateDirectory
        return DaemonSettings(
            socketPath: arguments.socket ?? reader.string(forKey: "socket") ?? socketPath,
            stateDirectory: arguments.stateDirectory ?? reader.string(forKey: "stateDirectory") ?? state,
            idleExitSeconds: arguments.idleExit ?? reader.int(forKey: "idleExitSeconds"),
            sites: try sites(reader),
            limits: limits,
            depthMax: try limit("depth", 128, reader),
            batchMax: try limit("batch", 100, reader)
        )
    }

    private static func reader(file: String?) async throws -> ConfigReader {
        let environment = EnvironmentVariablesProvider().prefixKeys(with: "paylinkd")
        guard let file else { return ConfigReader(provider: environment) }
        let path = FilePath(file)
        return ConfigReader(providers: [environment, try await FileProvider<JSONSnapshot>(filePath: path)])
    }

    /// systemd names the folder; a file in it is optional, unlike one that an argument names.
    private static var defaultFile: String? {
        guard let folder = variable("CONFIGURATION_DIRECTORY") else { return nil }
        let file = "\(folder)/paylinkd.json"
        return access(file, F_OK) == 0 ? file : nil
    }

    private static func sites(_ reader: ConfigReader) throws -> Sites {
        let names = reader.stringArray(forKey: "sites") ?? ["default"]
        var issuers: [SiteName: any Issuer] = [:]
        for name in names {
            let settings = reader.scoped(to: ConfigKey(["site", name]))
            let issuer = settings.string(forKey: "issuer", default: "local")
            guard issuer == "local" else { throw SettingsError.unknownIssuer(issuer, site: name) }
            let checkoutURL = settings.string(forKey: "checkoutUrl")
            guard checkoutURL != nil || names == ["default"] else { throw SettingsError.noCheckoutURL(site: name) }
            let site = try siteName(name)
            guard issuers[site] == nil else { throw SettingsError.siteTwice(name) }
            issuers[site] = LocalIssuer(checkoutURL: try address(checkoutURL ?? Self.checkoutURL, site: name))
        }
        guard !issuers.isEmpty else { throw SettingsError.noSites }
        return Sites(issuers)
    }

    private static func siteName(_ name: String) throws(SettingsError) -> SiteName {
        do throws(Refusal) {
            return try SiteName(name)
        } catch {
            throw .badSiteName(name, error.message)
        }
    }

    /// Checks the checkout address and closes it with a slash, so that the token is a part of the path of its own.
    private static func address(_ text: String, site: String) throws(SettingsError) -> String {
        do throws(Refusal) {
            let address = try WebAddress(text).text
            return address.hasSuffix("/") || address.contains("?") ? address : address + "/"
        } catch {
            throw .badCheckoutURL(text, site: site, error.message)
        }
    }

    private static func limit(_ name: String, _ standard: Int, _ reader: ConfigReader) throws(SettingsError) -> Int {
        let value = reader.int(forKey: ConfigKey(["limits", name]), default: standard)
        guard value >= 1 else { throw .badLimit(name, value) }
        return value
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        return String(cString: value)
    }
}

/// A setting that can't be meant, with what to change.
enum SettingsError: Error, CustomStringConvertible {
    case noSites
    case siteTwice(String)
    case badSiteName(String, String)
    case unknownIssuer(String, site: String)
    case noCheckoutURL(site: String)
    case badCheckoutURL(String, site: String, String)
    case badLimit(String, Int)

    var description: String {
        switch self {
        case .noSites: "The configuration's `sites` is empty; name at least one, or leave it out for one called default."
        case .siteTwice(let name): "The configuration names site \(name) twice; once is enough."
        case .badSiteName(let name, let reason): "The configuration's site \(name) can't be called so. \(reason)"
        case .unknownIssuer(let issuer, let site): "Site \(site) has the issuer \(issuer); use `local`."
        case .noCheckoutURL(let site):
            "Site \(site) has no `checkoutUrl`; add site.\(site).checkoutUrl, such as https://shop.example/pay/."
        case .badCheckoutURL(let text, let site, let reason): "Site \(site) has the checkoutUrl \(text). \(reason)"
        case .badLimit(let name, let value): "limits.\(name) is \(value); use a number of at least 1."
        }
    }
}
