/// One way to be a bad client.
enum Attack: String, CaseIterable {
    /// Bytes without end and without a newline.
    case endlessLine
    /// Asks for the longest answers there are, and never reads one.
    case neverReading
    /// A good request, one byte every tenth of a second.
    case slowSender
    /// A line that is no JSON, and the next as soon as it is answered.
    case garbage
    /// A line of nearly 1 MiB with unknown parameters of 1 KiB each.
    case unknownParameters
    /// A line of nearly 1 MiB of arrays, nested as deep as is allowed.
    case deepNesting
    /// A line of nearly 1 MiB with as many members as fit.
    case manyMembers
    /// Requests for one and the same order, without waiting for the answers.
    case pipelining
    /// As many requests as the socket takes, and away, without an answer.
    case vanishing
    /// Long polls in batches, and away.
    case vanishingPolls
    /// A long line without its end, and away.
    case vanishingLine
    /// Asks for a long answer, ends its input, and never reads.
    case halfClosed
    /// Dry runs of 900 links on one line.
    case rows
    /// The description of the service, a hundred times a line.
    case discover
    /// A search that no index helps, in every link.
    case search
    /// A long page of links, which all connections ask for at the same moment.
    case listsAtOnce
    /// Lines with nothing on them.
    case blankLines

    var isReading: Bool { self != .neverReading && self != .halfClosed }

    /// Whether the connection is closed once a portion was sent, and a new one made.
    var isVanishing: Bool { self == .vanishing || self == .vanishingPolls || self == .vanishingLine }

    /// Whether the input is ended once a portion was sent.
    var isHalfClosing: Bool { self == .halfClosed }

    /// Whether a portion is sent only when the one before it was answered.
    var awaitsAnswer: Bool {
        switch self {
        case .garbage, .unknownParameters, .deepNesting, .manyMembers, .rows, .discover, .search, .listsAtOnce,
            .blankLines:
            true
        case .endlessLine, .neverReading, .slowSender, .pipelining, .vanishing, .vanishingPolls, .vanishingLine,
            .halfClosed:
            false
        }
    }

    /// Whether all connections send at the same moments.
    var isTogether: Bool { self == .listsAtOnce }

    /// How many portions a connection sends at most in a second.
    ///
    /// Chosen so that seven connections of a kind cost this program about three hundredths of a core.
    var portionsPerSecond: Double {
        switch self {
        case .endlessLine: 128
        case .neverReading: 200
        case .slowSender: 10
        case .garbage: 500
        case .unknownParameters, .deepNesting, .manyMembers: 4
        case .pipelining: 40
        case .vanishing, .vanishingPolls, .vanishingLine: 20
        case .halfClosed, .listsAtOnce: 1
        case .rows, .discover, .search: 4
        case .blankLines: 40
        }
    }

    /// Whether a portion is one byte of the payload; with the others it is all of it.
    var isByteByByte: Bool { self == .slowSender }

    /// The bytes that are sent over and over.
    var payload: [UInt8] {
        switch self {
        case .endlessLine: [UInt8](repeating: UInt8(ascii: "x"), count: 64 << 10)
        case .neverReading: Payload.call("listLinks", #"{"limit":1000}"#)
        case .slowSender: Payload.call("getServiceStatus", "{}")
        case .garbage: Array("]{this is no JSON, and it is sent again as soon as it is refused\n".utf8)
        case .unknownParameters: Payload.unknownParameters
        case .deepNesting: Payload.deepNesting
        case .manyMembers: Payload.manyMembers
        case .pipelining: [[UInt8]](repeating: Payload.pipelinedOrder, count: 32).flatMap(\.self)
        case .vanishing: [[UInt8]](repeating: Payload.call("getServiceStatus", "{}"), count: 2000).flatMap(\.self)
        case .vanishingPolls: Payload.batch("listEvents", #"{"after":"now","waitSeconds":25}"#, count: 100)
        case .vanishingLine: [UInt8](repeating: UInt8(ascii: "x"), count: 150 << 10)
        case .halfClosed, .listsAtOnce: Payload.call("listLinks", #"{"limit":1000}"#)
        case .rows: Payload.rows(900)
        case .discover: Payload.batch("rpc.discover", "{}", count: 100)
        case .search: Payload.call("listLinks", #"{"text":"no link has this text","limit":1}"#)
        case .blankLines: [UInt8](repeating: UInt8(ascii: "\n"), count: 16 << 10) + Payload.call("none", "{}")
        }
    }
}
