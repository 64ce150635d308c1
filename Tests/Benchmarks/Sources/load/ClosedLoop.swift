import CLinux
import Measurement

/// Clients that each send one request, wait for its answer and send the next: one thread, one epoll set, and the same
/// steps for every server that is compared.
struct ClosedLoop {
    /// Wrong answers that are shown; the rest is only counted.
    private static let shownErrorCountMax = 3
    private static let stallSeconds = 10.0

    private let options: Options
    private let template: RequestTemplate
    private let reader: AnswerReader
    private var clients: [Client] = []
    private let poller: Poller
    private var random: SplitMix64
    private var issuedCount: UInt64 = 0
    private var waitingCount = 0
    private var outcome = Outcome()

    init(options: Options, value: [UInt8]) throws(MeasurementError) {
        self.options = options
        template = options.work.template(options: options, value: value)
        reader = AnswerReader(work: options.work, valueCount: value.count)
        random = SplitMix64(state: options.seed)
        poller = try Poller()
        for index in 0..<options.clientCount {
            clients.append(Client(template: template))
            if !options.isOneRequestPerConnection { try open(index, introduction: template.introduction) }
        }
    }

    private mutating func open(_ index: Int, introduction: [UInt8] = []) throws(MeasurementError) {
        try clients[index].connect(path: options.socket)
        if !introduction.isEmpty { try clients[index].introduce(introduction, reader: reader) }
        try poller.watch(clients[index].descriptor, as: index, for: EPOLLIN.rawValue)
    }

    /// Runs until the time or the number of requests is used up and every request under way is answered.
    mutating func run() throws(MeasurementError) -> Outcome {
        let start = monotonicNanoseconds()
        let deadline = start + UInt64(options.secondsMax * 1e9)
        for index in clients.indices where issuedCount < options.requestCountMax {
            try ask(index, at: monotonicNanoseconds())
        }
        // A long measurement may wait for a single answer, such as a daemon's first.
        let stallSeconds = max(Self.stallSeconds, min(options.secondsMax, 3600))
        while waitingCount > 0 {
            guard let events = try poller.wait(milliseconds: Int32(stallSeconds * 1000)) else {
                throw MeasurementError(message: "No answer came for \(Int(stallSeconds)) seconds.")
            }
            for event in events {
                try take(Int(event.data.u64), deadline: deadline)
            }
        }
        outcome.elapsedNanoseconds = monotonicNanoseconds() - start
        return outcome
    }

    private mutating func ask(_ index: Int, at now: UInt64) throws(MeasurementError) {
        guard let request = clients[index].request.baseAddress else { return }
        let order = options.work.makesOrders ? issuedCount : random.next() % options.orderCount
        template.fill(request, number: issuedCount, order: order)
        if options.isOneRequestPerConnection { try open(index) }
        try clients[index].send(at: now)
        issuedCount += 1
        waitingCount += 1
    }

    private mutating func take(_ index: Int, deadline: UInt64) throws(MeasurementError) {
        try clients[index].receive()
        let answer = clients[index].answer
        let verdict = reader.verdict(answer, digits: requestDigits(index))
        if verdict == .incomplete { return }
        let now = monotonicNanoseconds()
        outcome.latencies.record(nanoseconds: now - clients[index].sentAtNanoseconds)
        if verdict == .wrong { noteWrong(answer) }
        waitingCount -= 1
        if options.isOneRequestPerConnection { clients[index].close() }
        if now < deadline && issuedCount < options.requestCountMax { try ask(index, at: now) }
    }

    private func requestDigits(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        guard let hole = template.requestHole else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(rebasing: clients[index].request[hole..<hole + RequestTemplate.digitCount])
    }

    private mutating func noteWrong(_ answer: UnsafeBufferPointer<UInt8>) {
        outcome.errorCount += 1
        if outcome.errorCount <= Self.shownErrorCountMax {
            say("wrong answer: " + String(decoding: answer.dropLast().prefix(500), as: UTF8.self))
        }
    }
}

/// The result of a measurement.
struct Outcome {
    var latencies = Histogram()
    var errorCount: UInt64 = 0
    var elapsedNanoseconds: UInt64 = 1

    /// The line that `Options.usage` describes.
    func line(options: Options) -> String {
        let perSecond = Double(latencies.count) / (Double(elapsedNanoseconds) / 1e9)
        let microseconds =
            [latencies.nanoseconds(atShare: 0.5), latencies.nanoseconds(atShare: 0.99)]
            + [latencies.nanosecondsMax]
        let columns =
            [options.work.rawValue, "\(options.clientCount)", "\(latencies.count)", "\(errorCount)"]
            + ["\(Int(perSecond.rounded()))"]
            + microseconds.map { "\(Double($0 / 100) / 10)" }
        return columns.joined(separator: "\t")
    }
}

/// Sebastiano Vigna's generator: the same seed, the same orders.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
