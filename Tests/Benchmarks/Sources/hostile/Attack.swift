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

    var isReading: Bool { self != .neverReading }

    /// Whether a portion is sent only when the one before it was answered.
    var awaitsAnswer: Bool {
        switch self {
        case .garbage, .unknownParameters, .deepNesting, .manyMembers: true
        case .endlessLine, .neverReading, .slowSender, .pipelining: false
        }
    }

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
        }
    }
}
