import Journal
@testable import JournalLedger
import SystemPackage
import TestSupport
import Testing
import PaymentLinks

/// A checkpoint is whole and of this journal, or it is passed over.
@Suite struct CheckpointFileTests {
    private static let id = "0123456789abcdef0123456789abcdef"
    private static let path: FilePath = "/state/journal.index"

    private static var eager: CheckpointPace {
        var pace = CheckpointPace()
        (pace.growthMin, pace.growthPerLink, pace.lastGrowthMin) = (1, 0, 1)
        return pace
    }

    /// A service with some links that has ended, and its disk.
    private static func ended() async throws -> (service: ServiceFixture, disk: SimulatedDisk) {
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

    /// Every place near the ends, and some of those between, where there are thousands of empty tables.
    private static func places(in bytes: [UInt8]) -> [Int] {
        bytes.indices.filter { $0 < 600 || $0 >= bytes.count - 200 || $0 % 211 == 0 }
    }

    @Test func `a checkpoint is read as it was written`() async throws {
        let (service, disk) = try await Self.ended()
        let bytes = try #require(disk.bytes(of: Self.path))
        let read = try #require(Self.read(bytes))
        let state = service.journalLedger.snapshot
        #expect(read.resumePoint == state.resumePoint)
        #expect(IndexContents(read.index) == IndexContents(state.index))
    }

    @Test func `one that was cut off anywhere is passed over`() async throws {
        let bytes = try #require(try await Self.ended().disk.bytes(of: Self.path))
        for count in Self.places(in: bytes) { #expect(Self.read(Array(bytes.prefix(count))) == nil, "\(count) bytes") }
    }

    @Test func `one with a flipped bit is passed over`() async throws {
        var bytes = try #require(try await Self.ended().disk.bytes(of: Self.path))
        var random = SeededSequence(for: #function)
        for place in Self.places(in: bytes) {
            let bit = UInt8.random(in: 0..<8, using: &random)
            bytes[place] ^= 1 << bit
            #expect(Self.read(bytes) == nil, "bit \(bit) of byte \(place)")
            bytes[place] ^= 1 << bit
        }
        #expect(Self.read(bytes) != nil)
    }

    @Test func `a number that asks for all memory is passed over at once`() async throws {
        var bytes = try #require(try await Self.ended().disk.bytes(of: Self.path))
        // The bytes that make a count of some billions of any word.
        for place in stride(from: 3, to: bytes.count, by: 8) where place < 600 || place % 512 == 3 {
            let kept = bytes[place]
            bytes[place] = 0xff
            #expect(Self.read(bytes) == nil, "byte \(place)")
            bytes[place] = kept
        }
    }

    @Test func `one of another journal or another program is passed over`() async throws {
        let bytes = try #require(try await Self.ended().disk.bytes(of: Self.path))
        #expect(Self.read(bytes, journalID: "1123456789abcdef0123456789abcdef") == nil)
        let text = Array(LinkIndex.layout.utf8)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: text) })
        var other = bytes
        other[place] = UInt8(ascii: "9")
        // With the right sum, so that only the layout tells.
        var sum = Checksum()
        let body = Array(other.dropLast(8))
        sum.add(body.span.bytes)
        let value = sum.value
        other = body + (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
        #expect(Self.read(other) == nil)
        other[place] = bytes[place]
        #expect(Self.read(other) == nil, "the sum is another one")
    }

    @Test func `a start with a damaged checkpoint reads the journal`() async throws {
        var (service, disk) = try await Self.ended()
        let whole = try #require(disk.bytes(of: Self.path))
        try service.reopen()
        #expect(service.journal.recovery.wasResumed)
        let expected = try await service.call("listLinks").text
        service.ledger.close()
        for place in [0, 20, 300, whole.count - 1] {
            var bytes = whole
            bytes[place] ^= 4
            disk.setBytes(bytes, of: Self.path)
            try service.reopen()
            #expect(!service.journal.recovery.wasResumed)
            #expect(try await service.call("listLinks").text == expected)
            service.ledger.close()
        }
    }
}
