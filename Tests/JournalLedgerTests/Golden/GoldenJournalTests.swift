import Foundation
import JSON
import Journal
@testable import JournalLedger
import PaymentLinks
import Storage
import SystemPackage
import TestSupport
import Testing

/// A state directory that an earlier version left, and that version's answers: it opens, verifies and answers the same.
///
/// It has every type of event: duplicates, a superseded link, payments of each kind, batches, idempotency keys, erasures,
/// openings, expired links, two sites, and text beyond ASCII; and a kill in the middle of its life.
@Suite struct GoldenJournalTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "version-0.1.0")
    /// When the earlier version was asked, so that the same links have expired.
    private static let askedAt = Instant(milliseconds: 1_795_831_760_063)
    private static let caller = Caller(uid: 0, gid: 0, pid: 1)

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    /// A disk with the earlier version's state directory.
    private static func disk() throws -> SimulatedDisk {
        let disk = SimulatedDisk()
        for name in ["journal.jsonl", "journal.keys"] {
            disk.setBytes(try bytes(name), of: FilePath("/state/\(name)"))
        }
        return disk
    }

    private static func service(_ disk: SimulatedDisk, _ pace: CheckpointPace = .init()) throws -> ServiceFixture {
        let service = try ServiceFixture(sites: ["default", "zeist"], disk: disk, checkpoints: pace)
        service.clock.set(askedAt)
        return service
    }

    @Test func `it verifies`() throws {
        var scanner = try JournalScanner(path: "/state/journal.jsonl", disk: try Self.disk())
        var index = ReplayedIndex(journalID: scanner.header.id, records: scanner.records, isStrict: true)
        let outcome = try scanner.scan { try index.fold($0) }
        #expect(outcome.end == .whole(endsWithMarker: true))
        #expect(outcome.lastSeq == 86)
        #expect("\(outcome.head)" == "9e11271ab1d955d9fa9a1f3a86ae81ef673874512e4da6d283b39d65385ba0cc")
        #expect(index.index.linkCount == 58)
    }

    @Test func `it answers as the version that wrote it, and is not changed by that`() async throws {
        let disk = try Self.disk()
        let service = try Self.service(disk)
        try await expectRecordedAnswers(of: service)
        service.ledger.close()
        #expect(disk.bytes(of: "/state/journal.jsonl") == (try Self.bytes("journal.jsonl")))
        #expect(disk.bytes(of: "/state/journal.keys") == (try Self.bytes("journal.keys")))
    }

    @Test func `it answers so from a checkpoint, too`() async throws {
        var pace = CheckpointPace()
        (pace.growthMin, pace.growthPerLink, pace.lastGrowthMin) = (1, 0, 1)
        var service = try Self.service(try Self.disk(), pace)
        try service.reopen()
        #expect(service.journal.recovery.wasResumed)
        try await expectRecordedAnswers(of: service)
        service.ledger.close()
    }

    private func expectRecordedAnswers(of service: ServiceFixture) async throws {
        let lines = try Self.bytes("answers.jsonl").split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == 78)
        for line in lines {
            let recorded = try JSONDocument(parsing: Array(line)).root
            let method = try #require(recorded["method"]?.string)
            let parameters = try #require(recorded["params"]).compact
            let expected = try #require(recorded["answer"])
            let answer = try await service.call(method, parameters, by: Self.caller)
            let differences = Self.differences(answer.root, expected, at: "")
            #expect(differences == [], "\(method) \(parameters)")
        }
    }

    /// What differs in the members that the earlier version had; newer members may stand beside them.
    private static func differences(_ value: JSONValue, _ expected: JSONValue, at pointer: String) -> [String] {
        switch expected.kind {
        case .object where value.kind == .object:
            return expected.members.flatMap { name, member in
                value[name].map { differences($0, member, at: "\(pointer)/\(name)") } ?? ["\(pointer)/\(name) is gone"]
            }
        case .array where value.kind == .array && Array(value.elements).count == Array(expected.elements).count:
            return zip(value.elements, expected.elements).enumerated().flatMap { index, pair in
                differences(pair.0, pair.1, at: "\(pointer)/\(index)")
            }
        default:
            return value.compact == expected.compact ? [] : ["\(pointer): \(value.compact) was \(expected.compact)"]
        }
    }
}
