import Glibc
import Issuing
import MultiSafepay
import PaymentLinks

extension SiteSettings {
    /// Reads a site of the configuration file, and the key that it names.
    ///
    /// - Throws: `SettingsError` for an unknown name, a name of another issuer, a missing one, and a key that can't be used.
    init(_ site: ConfigurationPath) throws(SettingsError) {
        var members: [String: ConfigurationPath] = [:]
        try site.forEach { (name, member) throws(SettingsError) in members[name] = member }
        let issuer = try members["issuer"]?.string() ?? "local"
        switch issuer {
        case "local":
            try Self.expect(["issuer", "checkoutUrl"] + Self.profileNames, of: site)
            guard let checkoutURL = members["checkoutUrl"] else {
                throw site.wrong("has no checkoutUrl; add one, such as https://shop.example/pay/")
            }
            issuance = .local(checkoutURL: try Self.checkoutURL(checkoutURL))
        case "multisafepay":
            try Self.expect(
                ["issuer", "environment", "apiKey", "apiKeyFile", "apiUrl", "notificationUrl"] + Self.profileNames,
                of: site
            )
            let apiURL = try Self.apiURL(members["apiUrl"], members["environment"], of: site)
            let (key, source) = try Self.key(members["apiKey"], members["apiKeyFile"], of: site)
            let settings = MultiSafepaySettings(
                apiURL: apiURL,
                apiKey: key,
                notificationURL: try members["notificationUrl"].map { (address) throws(SettingsError) in
                    try Self.notificationURL(address, apiURL: apiURL)
                }
            )
            issuance = .multiSafepay(settings, source)
        default: throw (members["issuer"] ?? site).wrong("must be \"local\" or \"multisafepay\"")
        }
        profile = try Self.profile(members)
    }

    /// The members that every site may have.
    private static let profileNames = ["name", "mailFrom", "secondChance"]

    private static func profile(_ members: [String: ConfigurationPath]) throws(SettingsError) -> SiteProfile {
        SiteProfile(
            name: try members["name"].map { (member) throws(SettingsError) in
                try member.read("is no name of a shop", ShopName.init)
            },
            mailFrom: try members["mailFrom"].map { (member) throws(SettingsError) in
                try member.read("is no sender", EmailAddress.init)
            },
            sendsReminders: try members["secondChance"].map { (member) throws(SettingsError) in
                try member.boolean()
            } ?? false
        )
    }

    private static func expect(_ known: [String], of site: ConfigurationPath) throws(SettingsError) {
        try site.forEach { (name, member) throws(SettingsError) in
            if !known.contains(name) { throw member.unknown(known: known) }
        }
    }

    /// Reads the address that tokens are appended to.
    private static func checkoutURL(_ address: ConfigurationPath) throws(SettingsError) -> String {
        let url = try folder(address, "is no checkout address", example: "https://shop.example/pay/")
        guard !url.contains("#") else {
            throw address.wrong(
                "has a \"#\", and what follows that never reaches a server; end the address with \"/\", or with the name of a "
                    + "parameter and \"=\", such as https://shop.example/pay?token="
            )
        }
        guard url.hasSuffix("/") || url.hasSuffix("=") else {
            throw address.wrong(
                "has a query to which no token can be appended; end it with the name of a parameter and \"=\", such as "
                    + "https://shop.example/pay?token="
            )
        }
        return url
    }

    /// Reads an address that gets a path component of its own appended, and ends it with a slash.
    private static func folder(
        _ address: ConfigurationPath,
        _ complaint: String,
        example: String
    ) throws(SettingsError) -> String {
        let text = try webAddress(address, complaint, example: example).text
        return text.hasSuffix("/") || text.contains("?") ? text : text + "/"
    }

    private static func webAddress(
        _ address: ConfigurationPath,
        _ complaint: String,
        example: String
    ) throws(SettingsError) -> WebAddress {
        try address.read(complaint) { (text) throws(Refusal) in try WebAddress(text, example: example) }
    }

    /// The address of the API: one of the service's two systems, or another that takes its place.
    private static func apiURL(
        _ address: ConfigurationPath?,
        _ environment: ConfigurationPath?,
        of site: ConfigurationPath
    ) throws(SettingsError) -> String {
        let known = MultiSafepaySettings.Environment.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
        var system: MultiSafepaySettings.Environment?
        if let environment {
            system = MultiSafepaySettings.Environment(rawValue: try environment.string())
            if system == nil { throw environment.wrong("must be \(known)") }
        }
        if let address {
            let url = try folder(address, "is no address of an API", example: "http://127.0.0.1:8080/v1/json/")
            guard !url.contains("?"), !url.contains("#") else {
                throw address.wrong("has a query or a fragment; give the address up to /v1/json/")
            }
            return url
        }
        guard let system else { throw site.wrong("has no environment; add \"environment\", which is \(known)") }
        return system.apiURL
    }

    /// Checks the address as the service does, unless the API is on this machine and can reach more.
    private static func notificationURL(
        _ address: ConfigurationPath,
        apiURL: String
    ) throws(SettingsError) -> String {
        if apiURL.hasPrefix("http:") {
            return try webAddress(
                address,
                "is no address for notifications",
                example: "https://shop.example/payments/notify"
            ).text
        }
        let text = try address.string()
        do throws(Refusal) {
            return try WebAddress(notification: text).text
        } catch {
            throw address.wrong("is no address for notifications. \(error.message.dropLast())")
        }
    }

    private static func key(
        _ credential: ConfigurationPath?,
        _ file: ConfigurationPath?,
        of site: ConfigurationPath
    ) throws(SettingsError) -> (APIKey, KeySource) {
        switch (credential, file) {
        case (nil, nil):
            throw site.wrong(
                "has no key; add \"apiKey\" with the name of a credential, or \"apiKeyFile\" with the path of a file"
            )
        case (.some, .some(let file)): throw file.wrong("is one key too many; keep apiKey or apiKeyFile")
        case (.some(let credential), nil):
            // The name is not shown in an error: somebody may have written the key itself.
            let name = try credential.string()
            guard let directory = getenv("CREDENTIALS_DIRECTORY").map({ String(cString: $0) }) else {
                throw credential.wrong(
                    "names a credential, and systemd passed none; add LoadCredential= to the unit, or use apiKeyFile"
                )
            }
            guard !name.contains("/"), name != ".", name != ".." else {
                throw credential.wrong("is no name of a credential; give the name without its path")
            }
            let key = try SecretFile.read("\(directory)/\(name)", isPrivate: false, at: credential)
            return (key, .credential(name))
        case (nil, .some(let file)):
            let path = try file.string()
            return (try SecretFile.read(path, isPrivate: true, at: file), .file(path))
        }
    }
}
