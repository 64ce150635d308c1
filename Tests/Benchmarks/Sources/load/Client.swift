import Glibc
import Measurement

/// One client of the closed loop: its connection, the bytes of its request, and the answer so far.
///
/// Both buffers are made once and used for every request. The process does one measurement, and gives back what it
/// holds by ending.
struct Client {
    private(set) var descriptor: Int32 = -1
    let request: UnsafeMutableBufferPointer<UInt8>
    var sentAtNanoseconds: UInt64 = 0
    private var received: UnsafeMutableBufferPointer<UInt8>
    private var receivedCount = 0

    init(template: RequestTemplate) {
        request = .allocate(capacity: template.bytes.count)
        _ = request.initialize(from: template.bytes)
        received = .allocate(capacity: 16_384)
        received.initialize(repeating: 0)
    }

    /// The bytes of the answer so far.
    var answer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: received[..<receivedCount]) }

    mutating func connect(path: String) throws(MeasurementError) {
        descriptor = try connectedSocket(path: path)
    }

    /// Ends the connection, and with it what a poller knows of it.
    mutating func close() {
        Glibc.close(descriptor)
        descriptor = -1
    }

    /// Says what a server has to hear once on a connection, and waits until it was understood.
    mutating func introduce(_ introduction: [UInt8], reader: AnswerReader) throws(MeasurementError) {
        try introduction.withUnsafeBufferPointer { bytes throws(MeasurementError) in try send(bytes) }
        var verdict = AnswerReader.Verdict.incomplete
        while verdict == .incomplete {
            try receive()
            verdict = reader.introductionVerdict(answer)
        }
        if verdict == .wrong { throw MeasurementError(message: "The server refused the introduction.") }
    }

    mutating func send(at now: UInt64) throws(MeasurementError) {
        receivedCount = 0
        sentAtNanoseconds = now
        try send(UnsafeBufferPointer(request))
    }

    /// Sends the bytes whole; blocks in the rare case that the socket takes only a part.
    private func send(_ bytes: UnsafeBufferPointer<UInt8>) throws(MeasurementError) {
        var sent = 0
        while sent < bytes.count {
            guard let start = bytes.baseAddress else { return }
            let count = Glibc.send(descriptor, start + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            if count < 0 && errno != EINTR { throw .system("send") }
            sent += max(0, count)
        }
    }

    /// Reads from the socket, which is readable.
    mutating func receive() throws(MeasurementError) {
        if receivedCount == received.count { grow() }
        guard let start = received.baseAddress else { return }
        let count = recv(descriptor, start + receivedCount, received.count - receivedCount, 0)
        if count == 0 { throw MeasurementError(message: "The server closed a connection before it had answered.") }
        if count < 0 && errno != EINTR { throw .system("recv") }
        receivedCount += max(0, count)
    }

    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: received.count * 2)
        larger.initialize(repeating: 0)
        _ = larger.update(fromContentsOf: received)
        received.deallocate()
        received = larger
    }
}
