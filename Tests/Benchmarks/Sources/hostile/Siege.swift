import CLinux
import Glibc
import Measurement

/// Hostile and idle clients of one daemon: one thread, one epoll set, and a pace that leaves the processor to others.
struct Siege {
    private static let tickMilliseconds: Int32 = 10

    private let options: Options
    private let poller: Poller
    private var attackers: [Attacker] = []
    private let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64 << 10)
    private var startNanoseconds: UInt64 = 0
    private var processorNanosecondsAtStart: UInt64 = 0
    private var heldTickCount = 0
    private var isOver = false

    /// Opens all connections; none of them sends yet.
    init(options: Options) throws(MeasurementError) {
        self.options = options
        poller = try Poller()
        try poller.watch(try Self.endSignal(), as: options.hostileCount + 1, for: EPOLLIN.rawValue)
        for _ in 0..<options.idleCount {
            try watch(try connectedSocket(path: options.socket), as: options.hostileCount)
        }
        let payloads = options.attacks.map { Self.kept($0.payload) }
        for index in 0..<options.hostileCount {
            let kind = index % options.attacks.count
            let attack = options.attacks[kind]
            // The golden ratio's multiples spread evenly however many there are.
            let credit = attack.isTogether ? 0 : (Double(index) * 0.618_034).truncatingRemainder(dividingBy: 1)
            attackers.append(Attacker(attack, payload: payloads[kind], credit: credit))
            try open(index)
        }
    }

    /// A descriptor that becomes readable when the process is asked to end.
    private static func endSignal() throws(MeasurementError) -> Int32 {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigprocmask(SIG_BLOCK, &signals, nil)
        let descriptor = signalfd(-1, &signals, 0)
        if descriptor < 0 { throw .system("signalfd") }
        return descriptor
    }

    private static func kept(_ bytes: [UInt8]) -> UnsafeBufferPointer<UInt8> {
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = buffer.initialize(from: bytes)
        return UnsafeBufferPointer(buffer)
    }

    private func watch(_ descriptor: Int32, as token: Int) throws(MeasurementError) {
        try poller.watch(descriptor, as: token, for: EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLET.rawValue)
    }

    private mutating func open(_ index: Int) throws(MeasurementError) {
        let descriptor = try connectedSocket(path: options.socket)
        attackers[index].open(descriptor)
        try watch(descriptor, as: index)
    }

    /// Keeps going until the time is over or SIGTERM comes.
    mutating func run() throws(MeasurementError) -> Report {
        startNanoseconds = monotonicNanoseconds()
        processorNanosecondsAtStart = processNanoseconds()
        let end = startNanoseconds + UInt64(options.seconds * 1e9)
        var now = startNanoseconds
        var tick = now
        while now < end, !isOver {
            if let events = try poller.wait(milliseconds: Self.tickMilliseconds) {
                for event in events { try take(event) }
            }
            now = monotonicNanoseconds()
            let passed = now - tick
            guard passed >= UInt64(Self.tickMilliseconds) * 1_000_000 else { continue }
            try act(seconds: Double(passed) / 1e9, at: now)
            tick = now
        }
        return report(at: now)
    }

    private mutating func take(_ event: epoll_event) throws(MeasurementError) {
        let index = Int(event.data.u64)
        guard index < attackers.count else {
            isOver = index > attackers.count
            return isOver ? () : try checkIdle(event)
        }
        attackers[index].receive(into: input)
        // A client that never reads sees in no other way that it was closed.
        if event.events & EPOLLHUP.rawValue != 0 { attackers[index].close() }
        attackers[index].send()
    }

    /// The daemon sends nothing unprompted: an event of an idle client means that a limit refused or closed it.
    private func checkIdle(_ event: epoll_event) throws(MeasurementError) {
        guard event.events & (EPOLLIN.rawValue | EPOLLHUP.rawValue) == 0 else {
            throw MeasurementError(
                message: "The daemon refused or closed an idle connection: raise its limits, or read its log."
            )
        }
    }

    /// Lets every attacker send as its pace allows, unless the processor time is used up.
    private mutating func act(seconds: Double, at now: UInt64) throws(MeasurementError) {
        guard usedNanoseconds <= options.shareMax * Double(now - startNanoseconds) else {
            heldTickCount += 1
            return
        }
        for index in attackers.indices {
            if attackers[index].isClosed { try open(index) }
            attackers[index].earn(seconds: seconds, pace: options.pace)
            attackers[index].send()
        }
    }

    private var usedNanoseconds: Double { Double(processNanoseconds() - processorNanosecondsAtStart) }

    private func report(at now: UInt64) -> Report {
        var report = Report(
            seconds: Double(now - startNanoseconds) / 1e9,
            processorSeconds: usedNanoseconds / 1e9,
            heldTickCount: heldTickCount
        )
        for attacker in attackers { report.add(attacker) }
        return report
    }
}
