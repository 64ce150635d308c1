import Glibc
import LinkService
import PaymentLinks

/// The settings of the daemon, each from the arguments, else from the configuration file, else from systemd's variables.
struct DaemonSettings {
    /// The configuration file; nil if there is none.
    let file: String?
    let socketPath: String
    /// Whether an argument or the file names the socket.
    let hasOwnSocketPath: Bool
    let stateDirectory: String
    let idleExitSeconds: Int?
    let sites: [SiteName: SiteSettings]
    let limits: DaemonLimits
    let rights: Rights

    static let socketPath = "/run/paylinkd.sock"
    static let stateDirectory = "/var/lib/paylinkd"
    /// The checkout address of a daemon without a configuration: for trying out, and visibly not a shop's.
    static let checkoutURL = "http://localhost/pay/"

    private static let fileName = "paylinkd.json"
    /// Where the unit has its configuration.
    static let configurationDirectory = "/etc/paylinkd"
    /// The length of `sun_path` without its terminating zero (unix(7)).
    private static let socketPathBytesMax = 107

    /// Reads the settings.
    ///
    /// - Throws: `SettingsError`.
    init(arguments: Paylinkd) throws(SettingsError) {
        try Self.checkEncoding()
        if arguments.config?.isEmpty == true { throw .emptyArgument("--config") }
        if arguments.socket?.isEmpty == true { throw .emptyArgument("--socket") }
        if arguments.stateDirectory?.isEmpty == true { throw .emptyArgument("--state-directory") }
        if arguments.checkConfig, Self.isOfTheUnit(arguments.config) { ServiceAccount.assume() }
        file = if let config = arguments.config { config } else { try Self.defaultFile(arguments.checkConfig) }
        let values = if let file { try ConfigurationFile(path: file) } else { ConfigurationFile() }
        let ownSocketPath = arguments.socket ?? values.socket
        hasOwnSocketPath = ownSocketPath != nil
        socketPath = ownSocketPath ?? Self.socketPath
        guard socketPath.utf8.count <= Self.socketPathBytesMax else { throw .socketPathTooLong(socketPath) }
        let ownStateDirectory = arguments.stateDirectory ?? values.stateDirectory
        stateDirectory = if let ownStateDirectory { ownStateDirectory } else { try Self.defaultStateDirectory() }
        idleExitSeconds = arguments.idleExit ?? values.idleExitSeconds
        sites = values.sites ?? [Self.standardSite: SiteSettings(issuance: .local(checkoutURL: Self.checkoutURL))]
        limits = values.limits
        rights = values.rights
    }

    /// What of other settings can't be applied while the daemon serves with these; nil if everything can.
    func waitsForRestart(_ other: DaemonSettings) -> String? {
        var names: [String] = []
        if other.socketPath != socketPath { names.append("the socket") }
        if other.stateDirectory != stateDirectory { names.append("the state directory") }
        if other.idleExitSeconds != idleExitSeconds { names.append("the idle exit") }
        let taken = other.limits.taken(by: limits)
        let waiting = DaemonLimits.Name.allCases.filter { taken[$0] != other.limits[$0] }.map(\.rawValue)
        if !waiting.isEmpty { names.append("the limits of connections (\(waiting.joined(separator: ", ")))") }
        if other.sites.compactMapValues(\.remote) != sites.compactMapValues(\.remote) {
            names.append("what changed of sites at payment services")
        }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// Looks for a file in the directories of systemd's variable, which are separated by colons (systemd.exec(5)).
    ///
    /// A file that exists is never passed over: if it can't be read, reading it fails. A check by hand looks where the
    /// unit looks, or it would call a configuration good that it has not seen.
    private static func defaultFile(_ isCheck: Bool) throws(SettingsError) -> String? {
        let named = variable("CONFIGURATION_DIRECTORY")
        var files: [String] = []
        for directory in (named ?? (isCheck ? configurationDirectory : "")).split(separator: ":") {
            let file = "\(directory)/\(fileName)"
            var status = stat()
            if lstat(file, &status) == 0 {
                files.append(file)
            } else if errno != ENOENT || named != nil && access(String(directory), X_OK) != 0 {
                throw Self.unreachable(String(directory), errno)
            }
        }
        guard files.count <= 1 else { throw .severalFiles(files) }
        return files.first
    }

    private static func unreachable(_ directory: String, _ error: Int32) -> SettingsError {
        let advice =
            switch error {
            case ENOENT: "there is none; make it, or name the file with --config"
            case EACCES: PermissionAdvice.sentence(on: "\(directory)/\(fileName)")
            default:
                "\(String(cString: strerror(error)).lowercased()); make it a directory, or name the file with --config"
            }
        return .unreachableDirectory(directory, advice)
    }

    /// Whether the unit reads the same configuration as a check that was given this one.
    private static func isOfTheUnit(_ config: String?) -> Bool {
        let directory = variable("CONFIGURATION_DIRECTORY") ?? configurationDirectory
        return (config ?? "\(directory)/\(fileName)") == "\(configurationDirectory)/\(fileName)"
    }

    private static func defaultStateDirectory() throws(SettingsError) -> String {
        guard let state = variable("STATE_DIRECTORY") else { return stateDirectory }
        guard !state.contains(":") else { throw .severalStateDirectories(state) }
        return state
    }

    static var standardSite: SiteName {
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
