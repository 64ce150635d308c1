import Journal
@testable import JournalLedger
import SystemPackage
import TestSupport
import Testing
import PaymentLinks

/// A checkpoint that is damaged, or of another journal or program, is ignored.
@Suite struct CheckpointFileTests {
    private static let id = "0123456789abcdef0123456789abcdef"
    private static let path: FilePath = "/state/journal.index"

    private static var eager: CheckpointPace {
        var pace = CheckpointPace()
        (pace.growthMin, pace.growthPerLink, pace.lastGrowthMin) = (1, 0, 1)
        return pace
    }

    /// A service with some links that was stopped, and its disk.
    private static func stopped() async throws -> (service: ServiceFixture, disk: SimulatedDisk) {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk, checkpoints: eager)
        for number in 0..<5 { try await service.generate("A-\(number)", #""idempotencyKey":"k\#(number)""#) }
        try await service.copy("A-0", as: "B-0")
        try await service.done("cancelLink", "A-1")
        service.ledger.close()
        return (service, disk)
    }

    private static func read(_ bytes: [UInt8], journalID: String = id) -> Checkpoint? {
        let disk = SimulatedDisk()
        disk.setBytes(bytes, of: path)
        return CheckpointFile(in: "/state", on: disk).read(journalID: journalID)
    }

    /// Every offset near the ends, and some of those between, where there are thousands of empty tables.
    private static func offsets(in bytes: [UInt8]) -> [Int] {
        bytes.indices.filter { $0 < 600 || $0 >= bytes.count - 200 || $0 % 211 == 0 }
    }

    @Test func `a checkpoint is read as it was written`() async throws {
        let (service, disk) = try await Self.stopped()
        let bytes = try #require(disk.bytes(of: Self.path))
        let read = try #require(Self.read(bytes))
        let state = service.journalLedger.snapshot
        #expect(read.resumePoint == state.resumePoint)
        #expect(IndexContents(read.index) == IndexContents(state.index))
    }

    @Test func `a checkpoint truncated at any offset is ignored`() async throws {
        let bytes = try #require(try await Self.stopped().disk.bytes(of: Self.path))
        for count in Self.offsets(in: bytes) { #expect(Self.read(Array(bytes.prefix(count))) == nil, "\(count) bytes") }
    }

    @Test func `a checkpoint with a flipped bit is ignored`() async throws {
        var bytes = try #require(try await Self.stopped().disk.bytes(of: Self.path))
        var random = SeededSequence(for: #function)
        for offset in Self.offsets(in: bytes) {
            let bit = UInt8.random(in: 0..<8, using: &random)
            bytes[offset] ^= 1 << bit
            #expect(Self.read(bytes) == nil, "bit \(bit) of byte \(offset)")
            bytes[offset] ^= 1 << bit
        }
        #expect(Self.read(bytes) != nil)
    }

    @Test func `a damaged count allocates no memory`() async throws {
        var bytes = try #require(try await Self.stopped().disk.bytes(of: Self.path))
        // Setting byte 3 of a word makes any word a count of billions.
        for offset in stride(from: 3, to: bytes.count, by: 8) where offset < 600 || offset % 512 == 3 {
            let kept = bytes[offset]
            bytes[offset] = 0xff
            #expect(Self.read(bytes) == nil, "byte \(offset)")
            bytes[offset] = kept
        }
    }

    @Test func `a checkpoint of another journal or program is ignored`() async throws {
        let bytes = try #require(try await Self.stopped().disk.bytes(of: Self.path))
        #expect(Self.read(bytes, journalID: "1123456789abcdef0123456789abcdef") == nil)
        let text = Array(LinkIndex.layout.utf8)
        let layout = try #require(bytes.indices.first { bytes[$0...].starts(with: text) })
        var other = bytes
        other[layout] = UInt8(ascii: "9")
        // With the right checksum, so that only the layout differs.
        var sum = Checksum()
        let body = Array(other.dropLast(8))
        sum.add(body.span.bytes)
        let value = sum.value
        other = body + (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
        #expect(Self.read(other) == nil)
        other[layout] = bytes[layout]
        #expect(Self.read(other) == nil, "the checksum differs")
    }

    @Test func `a start with a damaged checkpoint reads the journal`() async throws {
        var (service, disk) = try await Self.stopped()
        let whole = try #require(disk.bytes(of: Self.path))
        try service.reopen()
        #expect(service.journal.recovery.wasResumed)
        let expected = try await service.call("listLinks").text
        service.ledger.close()
        for offset in [0, 20, 300, whole.count - 1] {
            var bytes = whole
            bytes[offset] ^= 4
            disk.setBytes(bytes, of: Self.path)
            try service.reopen()
            #expect(!service.journal.recovery.wasResumed)
            #expect(try await service.call("listLinks").text == expected)
            service.ledger.close()
        }
    }
}
