import Measurement

/// The options of one measurement: server, work, connections and duration.
struct Options {
    var socket = ""
    var work = Work.status
    /// How many clients ask at once.
    var clientCount = 1
    /// Whether every request has a connection of its own: a caller connects, asks once, reads the answer and closes.
    var isOneRequestPerConnection = false
    var secondsMax = 2.0
    /// Ends the measurement early, after this many requests; also how a store is filled before it is read.
    var requestCountMax = UInt64.max
    /// Names the range of orders: two runs with the same seed write and read the same orders.
    var seed: UInt64 = 1
    /// How many orders exist under `seed`, for the works that read.
    var orderCount: UInt64 = 1
    /// The parameters of every request, instead of those of the work.
    var params: String?
    /// A file whose bytes are the value of every `set`, `insert` and `echo`.
    var valueFile: String?

    static let usage = """
        usage: load --socket PATH --work WORK [--connections N | --callers N] [--seconds S] [--count N] [--seed N]
                    [--orders N] [--params JSON] [--value FILE]
        WORK of paylinkd: generateLink, getLink, listLinks, status; of Redis: set, get; of PostgreSQL: insert;
        of loop.c: echo.
        Connections stay open. Callers connect, ask once, read the answer and close.
        Prints one line, separated by tabs: work, connections or callers, answers, errors, answers per second,
        then p50, p99 and the longest answer in microseconds, from before a caller connects.
        """
}

extension Options {
    init(arguments: [String]) throws(UsageError) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw UsageError(message: "\(name) needs a value.") }
            switch name {
            case "--socket": socket = value
            case "--work": work = try Self.work(named: value)
            case "--connections", "--callers":
                clientCount = try number(value, of: name, in: 1...10_000)
                isOneRequestPerConnection = name == "--callers"
            case "--seconds": secondsMax = try number(value, of: name, in: 0.01...86_400)
            case "--count": requestCountMax = try number(value, of: name, in: 1...RequestTemplate.numberMax)
            case "--seed": seed = try number(value, of: name, in: 0...999_999_999)
            case "--orders": orderCount = try number(value, of: name, in: 1...RequestTemplate.numberMax)
            case "--params": params = value
            case "--value": valueFile = value
            default: throw UsageError(message: "\(name) is not an option of load.")
            }
        }
        guard !socket.isEmpty else { throw UsageError(message: "--socket is missing.") }
    }

    private static func work(named name: String) throws(UsageError) -> Work {
        guard let work = Work(rawValue: name) else { throw UsageError(message: "\(name) is not a work of load.") }
        return work
    }
}
