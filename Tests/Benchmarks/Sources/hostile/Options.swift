import Measurement

/// The options of a siege: server, connections, attacks and duration.
struct Options {
    var socket = ""
    var idleCount = 1000
    var hostileCount = 50
    var seconds = 600.0
    var attacks = Attack.allCases
    /// Multiplies the rate of every attack.
    var pace = 1.0
    /// The share of one core that may be used: a tick in which it is exceeded sends nothing new.
    var shareMax = 0.25

    static var usage: String {
        """
        usage: hostile --socket PATH [--idle N] [--hostile N] [--seconds S] [--attacks NAME,…] [--pace FACTOR]
                       [--share CORES]
        Attacks, in turn over the hostile connections:
        \(Attack.allCases.map(\.rawValue).joined(separator: ", ")).
        Prints `ready` when everybody is connected. Ends after the seconds or at SIGTERM, whichever comes first, and then
        prints lines separated by tabs. For each attack: its name, connections, bytes sent, answers, connections that the
        daemon closed. Last: generator, its processor seconds, seconds, and how many ticks of 10 ms it sent nothing new in
        because its share was used up.
        """
    }
}

extension Options {
    init(arguments: [String]) throws(UsageError) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw UsageError(message: "\(name) needs a value.") }
            switch name {
            case "--socket": socket = value
            case "--idle": idleCount = try number(value, of: name, in: 0...10_000)
            case "--hostile": hostileCount = try number(value, of: name, in: 0...10_000)
            case "--seconds": seconds = try number(value, of: name, in: 0.01...86_400)
            case "--attacks": attacks = try Self.attacks(named: value)
            case "--pace": pace = try number(value, of: name, in: 0.001...1000)
            case "--share": shareMax = try number(value, of: name, in: 0.01...1)
            default: throw UsageError(message: "\(name) is not an option of hostile.")
            }
        }
        guard !socket.isEmpty else { throw UsageError(message: "--socket is missing.") }
    }

    private static func attacks(named names: String) throws(UsageError) -> [Attack] {
        var attacks: [Attack] = []
        for name in names.split(separator: ",") {
            guard let attack = Attack(rawValue: String(name)) else {
                throw UsageError(message: "\(name) is not an attack of hostile.")
            }
            attacks.append(attack)
        }
        guard !attacks.isEmpty else { throw UsageError(message: "--attacks names none.") }
        return attacks
    }
}
