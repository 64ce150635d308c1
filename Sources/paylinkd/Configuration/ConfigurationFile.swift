import Issuing
import JSON
import PaymentLinks

/// The configuration file: one JSON object, read strictly, so that a misspelt name is an error and never a default.
struct ConfigurationFile {
    /// The seconds that an idle exit may have: systemd gives up on a service that starts more often.
    static let idleExitRange = 60...31_536_000

    var socket: String?
    var stateDirectory: String?
    var idleExitSeconds: Int?
    /// The checkout addresses of the sites; nil if the file has no sites.
    var sites: [SiteName: String]?
    var limits = DaemonLimits()

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
        try ConfigurationPath(text: text, value: root, pointer: "").forEach { (name, member) throws(SettingsError) in
            switch name {
            case "socket": socket = try member.string()
            case "stateDirectory": stateDirectory = try member.string()
            case "idleExitSeconds": idleExitSeconds = try member.integer(in: Self.idleExitRange)
            case "sites": sites = try Self.sites(member)
            case "limits": try limits.configure(member)
            default: throw member.unknown(known: Self.names)
            }
        }
    }

    private static let names = ["socket", "stateDirectory", "idleExitSeconds", "sites", "limits"]

    private static func sites(_ object: ConfigurationPath) throws(SettingsError) -> [SiteName: String] {
        var sites: [SiteName: String] = [:]
        try object.forEach { (name, member) throws(SettingsError) in
            do throws(Refusal) {
                sites[try SiteName(name)] = ""
            } catch {
                throw member.wrong("is no name for a site. \(error.message.dropLast())")
            }
        }
        guard !sites.isEmpty else {
            throw object.wrong("has no site; name at least one, or leave it out for one called default")
        }
        try object.forEach { (name, member) throws(SettingsError) in
            for site in sites.keys where site.text == name { sites[site] = try checkoutURL(of: member) }
        }
        return sites
    }

    private static func checkoutURL(of site: ConfigurationPath) throws(SettingsError) -> String {
        var checkoutURL: String?
        try site.forEach { (name, member) throws(SettingsError) in
            switch name {
            case "issuer": guard try member.string() == "local" else { throw member.wrong("must be \"local\"") }
            case "checkoutUrl": checkoutURL = try folder(member)
            default: throw member.unknown(known: ["issuer", "checkoutUrl"])
            }
        }
        guard let checkoutURL else {
            throw site.wrong("has no checkoutUrl; add one, such as https://shop.example/pay/")
        }
        return checkoutURL
    }

    /// Ends a checkout address with a slash, so that the token is a path component of its own.
    private static func folder(_ address: ConfigurationPath) throws(SettingsError) -> String {
        let text = try address.string()
        do throws(Refusal) {
            let address = try WebAddress(text).text
            return address.hasSuffix("/") || address.contains("?") ? address : address + "/"
        } catch {
            throw address.wrong("is no checkout address. \(error.message.dropLast())")
        }
    }
}
