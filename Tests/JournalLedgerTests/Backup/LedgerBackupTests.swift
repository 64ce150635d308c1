import JSON
import Journal
@testable import JournalLedger
import PaymentLinks
import Storage
import SystemPackage
import TestSupport
import Testing

/// A backup is complete and verified, is made beside the daemon, and is restored by putting it in place.
@Suite struct LedgerBackupTests {
    private static let customer = #""customer":{"firstName":"Jorien","email":"j@shop.example"}"#

    /// A service with links, customers and an erasure, and its disk.
    private func shop() async throws -> (service: ServiceFixture, disk: SimulatedDisk) {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk)
        for number in 0..<20 { try await service.generate("A-\(number)", Self.customer) }
        try await service.copy("A-3", as: "B-3")
        _ = try await service.call("erasePersonalData", #"{"orderId":"A-7","reason":"Asked"}"#)
        return (service, disk)
    }

    private func answers(of service: ServiceFixture) async throws -> [String] {
        let list = try await service.call("listLinks", #"{"limit":1000,"totals":true}"#)
        let events = try await service.call("listEvents", #"{"after":0,"limit":1000}"#)
        return [list.text, events.text]
    }

    /// A disk with the copy as its state directory.
    private func restored(_ disk: SimulatedDisk, from directory: FilePath = "/backup") throws -> SimulatedDisk {
        let other = SimulatedDisk()
        for name in ["journal.jsonl", "journal.keys"] {
            other.setBytes(try #require(disk.bytes(of: directory.appending(name))), of: FilePath("/state/\(name)"))
        }
        return other
    }

    @Test func `a backup beside the daemon is restored with every link, customer and event`() async throws {
        let (service, disk) = try await shop()
        let backup = try LedgerBackup(of: "/state", in: "/backup", disk: disk)
        let expected = try await answers(of: service)
        #expect(backup.linkCount == 21)
        #expect(backup.lastSeq == service.seq)
        #expect(backup.head == service.journal.status.head)
        #expect(backup.hasKeys && !backup.lacksSomeKeys)
        #expect(disk.paths(in: "/backup") == ["/backup/journal.jsonl", "/backup/journal.keys"])
        let restored = try ServiceFixture(disk: restored(disk))
        #expect(try await answers(of: restored) == expected)
        #expect(restored.journal.recovery.tornFile == nil)
        // The daemon goes on, and so does the restored one, apart.
        try await service.generate("C-1")
        try await restored.generate("C-2", Self.customer)
        restored.ledger.close()
        service.ledger.close()
    }

    @Test func `a backup changes nothing of the state directory and takes no lock`() async throws {
        let (service, disk) = try await shop()
        let files = disk.paths(in: "/state")
        let bytes = files.map { disk.bytes(of: FilePath($0)) }
        _ = try LedgerBackup(of: "/state", in: "/backup", disk: disk)
        #expect(disk.paths(in: "/state") == files)
        #expect(files.map { disk.bytes(of: FilePath($0)) } == bytes)
        service.ledger.close()
        _ = try LedgerBackup(of: "/state", in: "/again", disk: disk)
        try ServiceFixture(disk: disk).ledger.close()
    }

    @Test func `an erasure of a later time is made good when the journal that has it is put back`() async throws {
        let (service, disk) = try await shop()
        _ = try LedgerBackup(of: "/state", in: "/backup", disk: disk)
        _ = try await service.call("erasePersonalData", #"{"email":"j@shop.example","reason":"Asked"}"#)
        service.ledger.close()
        let mixed = try restored(disk)
        mixed.setBytes(try #require(disk.bytes(of: "/state/journal.jsonl")), of: "/state/journal.jsonl")
        let again = try ServiceFixture(disk: mixed)
        #expect(try await again.call("listLinks", #"{"text":"jorien"}"#).result?["links"]?.compact == "[]")
        again.ledger.close()
    }

    @Test func `a directory that is not empty is refused, and an empty one is taken`() async throws {
        let (service, disk) = try await shop()
        disk.setBytes([1], of: "/backup/notes")
        let error = #expect(throws: LedgerBackupError.self) {
            _ = try LedgerBackup(of: "/state", in: "/backup", disk: disk)
        }
        #expect(error?.description.contains("/backup is not empty") == true)
        #expect(disk.paths(in: "/backup") == ["/backup/notes"])
        _ = try disk.createDirectory("/empty")
        _ = try LedgerBackup(of: "/state", in: "/empty", disk: disk)
        service.ledger.close()
    }

    @Test func `a damaged journal has no backup`() async throws {
        let (service, disk) = try await shop()
        service.ledger.close()
        var bytes = try #require(disk.bytes(of: "/state/journal.jsonl"))
        bytes[1000] ^= 1
        disk.setBytes(bytes, of: "/state/journal.jsonl")
        #expect(throws: LedgerBackupError.self) { _ = try LedgerBackup(of: "/state", in: "/backup", disk: disk) }
        #expect(disk.paths(in: "/backup") == [])
    }

    @Test func `a backup that was interrupted anywhere is no journal, and refuses a start`() async throws {
        let (service, disk) = try await shop()
        service.ledger.close()
        for change in 1...40 {
            let cut = disk.copyAfterKill()
            cut.faults.powerCutChange = change
            let isDone = (try? LedgerBackup(of: "/state", in: "/backup", disk: cut)) != nil
            let after = cut.afterKill()
            let hasJournal = after.bytes(of: "/backup/journal.jsonl") != nil
            #expect(hasJournal || !isDone)
            if hasJournal {
                let whole = try ServiceFixture(disk: after, directory: "/backup")
                #expect(whole.ledger.linkCount == 21)
                whole.ledger.close()
            } else if after.bytes(of: "/backup/journal.keys") != nil {
                #expect(throws: JournalError.self) { _ = try ServiceFixture(disk: after, directory: "/backup") }
            }
            if isDone { return }
        }
        Issue.record("a backup has fewer than 40 changes")
    }

    @Test func `a write under way is left out, and the copy ends with a whole record`() async throws {
        let (service, disk) = try await shop()
        service.ledger.close()
        let bytes = try #require(disk.bytes(of: "/state/journal.jsonl"))
        disk.setBytes(bytes + Array(#"{"seq":23,"count":1,"ba"#.utf8), of: "/state/journal.jsonl")
        _ = try LedgerBackup(of: "/state", in: "/backup", disk: disk)
        #expect(disk.bytes(of: "/backup/journal.jsonl") == bytes)
    }
}
