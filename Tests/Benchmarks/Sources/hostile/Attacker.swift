import Glibc

/// One hostile connection: its budget, its progress and its result.
struct Attacker {
    let attack: Attack
    private(set) var tally = Tally()
    private var descriptor: Int32 = -1
    private let payload: UnsafeBufferPointer<UInt8>
    private let portionByteCount: Int
    /// Where in the payload the next byte is.
    private var place = 0
    /// The bytes of the portion under way that are not sent yet.
    private var unsentByteCount = 0
    private var isAnswered = true
    /// Whether the input of this connection was ended.
    private var hasEnded = false
    /// How many portions may be started.
    private var credit: Double

    /// Prepares a connection.
    ///
    /// - Parameters:
    ///   - attack: The kind of attack.
    ///   - payload: The attack's payload, which all connections of a kind share.
    ///   - credit: The share of its first portion that has been earned, so that not all of them start at once.
    init(_ attack: Attack, payload: UnsafeBufferPointer<UInt8>, credit: Double) {
        self.attack = attack
        self.payload = payload
        self.credit = credit
        portionByteCount = attack.isByteByByte ? 1 : payload.count
    }

    var isClosed: Bool { descriptor < 0 }

    /// Starts from the beginning on a new connection.
    mutating func open(_ descriptor: Int32) {
        self.descriptor = descriptor
        place = 0
        unsentByteCount = 0
        isAnswered = true
        hasEnded = false
    }

    /// Adds the budget of an interval; an unused budget is not saved.
    mutating func earn(seconds: Double, pace: Double) {
        let earned = attack.portionsPerSecond * pace * seconds
        credit = min(credit + earned, max(1, earned))
    }

    /// Sends as much as may be sent and as the socket takes.
    mutating func send() {
        while !isClosed, startPortion(), let start = payload.baseAddress {
            let count = min(unsentByteCount, payload.count - place)
            let sent = Glibc.send(descriptor, start + place, count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            guard sent >= 0 else { return stop() }
            tally.sentByteCount += sent
            unsentByteCount -= sent
            place = (place + sent) % payload.count
            guard unsentByteCount == 0 else { continue }
            if attack.isVanishing { return close() }
            guard attack.isHalfClosing else { continue }
            shutdown(descriptor, Int32(SHUT_WR))
            hasEnded = true
        }
    }

    /// Whether there is something to send: the rest of a portion, or a new one.
    private mutating func startPortion() -> Bool {
        if unsentByteCount > 0 { return true }
        guard credit >= 1, isAnswered, !hasEnded else { return false }
        credit -= 1
        unsentByteCount = portionByteCount
        isAnswered = !attack.awaitsAnswer
        return true
    }

    /// Takes and counts the answers that are there, unless it is a client that never reads.
    mutating func receive(into buffer: UnsafeMutableBufferPointer<UInt8>) {
        while attack.isReading, !isClosed {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
            guard count > 0 else { return count == 0 ? close() : stop() }
            let answers = buffer[..<count].count { $0 == UInt8(ascii: "\n") }
            tally.answerCount += answers
            if answers > 0 { isAnswered = true }
        }
    }

    /// After a call that failed: a full or empty socket is no failure, another one is a connection that is gone.
    private mutating func stop() {
        if errno != EAGAIN && errno != EINTR { close() }
    }

    mutating func close() {
        guard !isClosed else { return }
        Glibc.close(descriptor)
        descriptor = -1
        tally.closedCount += 1
    }
}

/// The counts of hostile connections: bytes sent, answers, and closes by the daemon.
struct Tally {
    var sentByteCount = 0
    var answerCount = 0
    /// How often the daemon closed the connection.
    var closedCount = 0

    static func += (sum: inout Tally, other: Tally) {
        sum.sentByteCount += other.sentByteCount
        sum.answerCount += other.answerCount
        sum.closedCount += other.closedCount
    }
}
