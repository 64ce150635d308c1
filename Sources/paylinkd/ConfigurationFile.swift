import Glibc
import JSON

/// The configuration file: one JSON object, read strictly, so that a misspelt name is an error and not a silent default.
struct ConfigurationFile {
    var socket: String?
    var stateDirectory: String?
    var idleExitSeconds: Int?
    /// The sites in the order of the file; nil if it names none.
    var sites: [SiteEntry]?
    /// The limits that the file sets, by name.
    var limits: [String: Int] = [:]

    /// One site of the file.
    struct SiteEntry {
        let name: String
        var issuer = "local"
        var checkoutURL: String?
    }

    /// No file: every setting has its default.
    init() {}

    /// Reads a file.
    ///
    /// - Throws: `SettingsError` naming the file and the place in it.
    init(path: String) throws(SettingsError) {
        let bytes = try Self.bytes(of: path)
        let root: JSONValue
        do throws(JSONSyntaxError) {
            root = try JSONDocument(parsing: bytes).root
        } catch {
            throw .unreadable(path, "It is no valid JSON at byte \(error.offset). \(error.message)")
        }
        let place = ConfigurationPath(file: path, pointer: "")
        try place.each(of: root) { (name, value, place) throws(SettingsError) in
            switch name {
            case "socket": socket = try place.string(value)
            case "stateDirectory": stateDirectory = try place.string(value)
            case "idleExitSeconds": idleExitSeconds = try place.positive(value)
            case "sites": sites = try Self.sites(value, place)
            case "limits": limits = try Self.limits(value, place)
            default: throw place.unknown("known are socket, stateDirectory, idleExitSeconds, sites and limits")
            }
        }
    }

    private static func sites(_ value: JSONValue, _ place: ConfigurationPath) throws(SettingsError) -> [SiteEntry] {
        var sites: [SiteEntry] = []
        try place.each(of: value) { (name, value, place) throws(SettingsError) in
            var site = SiteEntry(name: name)
            try place.each(of: value) { (name, value, place) throws(SettingsError) in
                switch name {
                case "issuer": site.issuer = try place.string(value)
                case "checkoutUrl": site.checkoutURL = try place.string(value)
                default: throw place.unknown("a site has issuer and checkoutUrl")
                }
            }
            sites.append(site)
        }
        return sites
    }

    private static func limits(_ value: JSONValue, _ place: ConfigurationPath) throws(SettingsError) -> [String: Int] {
        var limits: [String: Int] = [:]
        try place.each(of: value) { (name, value, place) throws(SettingsError) in
            guard DaemonLimits.names.contains(name) else {
                throw place.unknown("known are \(DaemonLimits.names.joined(separator: ", "))")
            }
            limits[name] = try place.positive(value)
        }
        return limits
    }

    private static func bytes(of path: String) throws(SettingsError) -> [UInt8] {
        guard let file = fopen(path, "re") else { throw .unreadable(path, String(cString: strerror(errno)) + ".") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= byteCountMax else {
                throw .unreadable(path, "It is larger than \(byteCountMax) bytes.")
            }
        }
        // A read error is never the end of a file.
        guard ferror(file) == 0 else { throw .unreadable(path, String(cString: strerror(errno)) + ".") }
        return bytes
    }

    private static let byteCountMax = 1 << 20
}

/// Where in the configuration file a value stands, for the sentence that refuses it.
struct ConfigurationPath {
    let file: String
    let pointer: String

    /// Visits the members of an object, each once.
    func each(
        of value: JSONValue,
        _ body: (String, JSONValue, ConfigurationPath) throws(SettingsError) -> Void
    ) throws(SettingsError) {
        guard value.kind == .object else { throw wrong("must be an object") }
        if let name = value.duplicateMember { throw wrong("names \(name) twice") }
        for (name, member) in value.members {
            try body(name, member, ConfigurationPath(file: file, pointer: "\(pointer)/\(name)"))
        }
    }

    /// Reads a string that is not empty.
    func string(_ value: JSONValue) throws(SettingsError) -> String {
        guard let string = value.string, !string.isEmpty else { throw wrong("must be a string") }
        return string
    }

    /// Reads an integer of at least 1.
    func positive(_ value: JSONValue) throws(SettingsError) -> Int {
        guard let number = value.integer, number >= 1, let number = Int(exactly: number) else {
            throw wrong("must be an integer of at least 1")
        }
        return number
    }

    /// Refuses a name that means nothing here.
    func unknown(_ advice: String) -> SettingsError {
        wrong("means nothing; \(advice)")
    }

    private func wrong(_ what: String) -> SettingsError {
        .unreadable(file, "\(pointer.isEmpty ? "The file" : pointer) \(what).")
    }
}
