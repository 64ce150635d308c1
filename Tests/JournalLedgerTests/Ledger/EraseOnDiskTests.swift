import JSON
import JSONRPC
@testable import Journal
@testable import JournalLedger
@testable import KeyVault
@testable import PaymentLinks
import SystemPackage
import TestSupport
import Testing

/// An erasure on disk: its keys are destroyed, and the ciphertext that stays in the journal can't be decrypted.
@Suite struct EraseOnDiskTests {
    private static let jorien =
        #""customer":{"firstName":"Jorien","lastName":"Visser","email":"j.visser@mail.example"}"#
    private static let piet = #""customer":{"firstName":"Piet","email":"piet@mail.example","country":"NL"}"#
    private static let byEmail = #"{"email":"J.Visser@mail.example","reason":"Asked in ticket 318"}"#

    /// Two orders of Jorien and one of Piet, on a disk in memory.
    private func shop() async throws -> (service: ServiceFixture, disk: SimulatedDisk) {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk)
        try await service.generate("A-1", Self.jorien + #","idempotencyKey":"first""#)
        try await service.generate("A-2", Self.piet)
        _ = try await service.call("duplicateTransaction", #"{"orderId":"A-1","newOrderId":"A-3"}"#)
        return (service, disk)
    }

    /// The orders that a text search finds, oldest first.
    private func found(_ text: String, in service: ServiceFixture) async throws -> [String] {
        let list = try await service.call("listLinks", #"{"text":"\#(text)","order":"oldest"}"#)
        return list.result?["links"]?.elements.compactMap { $0["orderId"]?.string } ?? []
    }

    /// The files of the state directory that contain a text.
    private func files(with text: String, on disk: SimulatedDisk) -> [String] {
        disk.paths(in: "/state").filter { name in
            (disk.bytes(of: FilePath(name)) ?? []).contains(Array(text.utf8))
        }
    }

    @Test func `no file contains personal data in the clear`() async throws {
        let (service, disk) = try await shop()
        let texts = ["Jorien", "Visser", "j.visser", "Piet", "mail.example"]
        for text in texts { #expect(files(with: text, on: disk) == [], "\(text)") }
        #expect(files(with: "Bicycle repair", on: disk) == ["/state/journal.jsonl"], "other data is in the clear")
        _ = try await service.call("erasePersonalData", Self.byEmail)
        service.journal.close()
        for text in texts + ["J.Visser"] { #expect(files(with: text, on: disk) == [], "\(text)") }
        #expect(disk.paths(in: "/state") == ["/state/journal.jsonl", "/state/journal.keys", "/state/journal.lock"])
    }

    @Test func `the journal is replayed without keys`() async throws {
        let (service, disk) = try await shop()
        service.journal.close()
        let bare = SimulatedDisk()
        bare.setBytes(try #require(disk.bytes(of: "/state/journal.jsonl")), of: "/state/journal.jsonl")
        var replayed = ReplayedIndex(journalID: "", records: nil)
        _ = try Journal.open(directory: "/state", disk: bare, createdAt: "", id: "").replay { try replayed.fold($0) }
        #expect(replayed.index.linkCount == 3)
        #expect(replayed.index.keyUsage.highest.values.map { $0 } == [2], "three keys are named")
    }

    @Test func `restoring the keys from a backup does not undo an erasure`() async throws {
        var (service, disk) = try await shop()
        let old = try #require(disk.bytes(of: "/state/journal.keys"))
        _ = try await service.call("erasePersonalData", Self.byEmail)
        let now = try #require(disk.bytes(of: "/state/journal.keys"))
        service.journal.close()
        disk.setBytes(old, of: "/state/journal.keys")
        try service.reopen()
        #expect(try await found("visser", in: service) == [])
        #expect(disk.bytes(of: "/state/journal.keys") == now, "the erasure was done again")
    }

    @Test func `without lost keys links are served without customers, and new links get new keys`() async throws {
        let (service, disk) = try await shop()
        service.journal.close()
        let bare = SimulatedDisk()
        bare.setBytes(try #require(disk.bytes(of: "/state/journal.jsonl")), of: "/state/journal.jsonl")
        #expect(throws: KeyVaultError.self) { try ServiceFixture(disk: bare, keySeed: 3) }
        bare.setBytes([], of: "/state/journal.keys.lost")
        var other = try ServiceFixture(disk: bare, keySeed: 3)
        let link = try await other.show("A-1")
        #expect(link["status"] == "active")
        #expect(link.result?["customer"]?.isNull == true)
        #expect(link.result?["customerErasedAt"]?.isNull == true)
        try await other.generate("B-1", Self.piet)
        try other.reopen()
        #expect(try await found("piet", in: other) == ["B-1"])
        let erased = try await other.call("erasePersonalData", #"{"orderId":"A-1","reason":"Asked"}"#)
        #expect(erased.resultText == #"{"erased":1}"#, "an old copy of the keys can't decrypt it any more")
    }

    @Test func `the journal has no hash of a customer by which a guess could be verified`() async throws {
        var (service, disk) = try await shop()
        // This request creates no link, but the customer is among its parameters.
        try await service.generate("A-2", Self.jorien + #","onExisting":"return","idempotencyKey":"second""#)
        let customer = Array(Self.jorien.dropFirst(11).utf8)
        let sorted = #"{"email":"j.visser@mail.example","firstName":"Jorien","lastName":"Visser"}"#
        for guess in [customer, Array(sorted.utf8)] {
            let hash = String(RequestFingerprint.hash(guess), radix: 16)
            #expect(files(with: hash, on: disk) == [])
        }
        let amount = String(RequestFingerprint.hash("4995".utf8), radix: 16)
        #expect(files(with: amount, on: disk) == ["/state/journal.jsonl"], "other hashes are not masked")
        let other = ServiceFixture.terms("A-2", Self.piet + #","onExisting":"return","idempotencyKey":"second""#)
        try service.reopen()
        expectError(try await service.call("generateLink", other), 2001, "idempotencyConflict", at: "/idempotencyKey")
        _ = try await service.call("erasePersonalData", #"{"orderId":"A-2","reason":"Asked"}"#)
        for _ in 0..<2 {
            let answer = try await service.call("generateLink", other)
            #expect(answer["orderId"] == "A-2", "the customer is no longer compared")
            try service.reopen()
        }
    }

    @Test func `an erasure includes the key of a pending request`() async throws {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk)
        let gate = SyncGate()
        disk.faults.beforeDataSync = { _ in gate.wait() }
        let repeated = Self.jorien + #","onExisting":"return","idempotencyKey":"second""#
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addImmediateTask { try await service.generate("A-1", Self.jorien) }
            gate.waitForArrival(1)
            group.addImmediateTask { try await service.generate("A-1", repeated) }
            gate.letPass(1)
            // Now the link is durable, and the record that names the key of the second request is pending.
            gate.waitForArrival(2)
            group.addImmediateTask {
                _ = try await service.call("erasePersonalData", #"{"orderId":"A-1","reason":"Asked"}"#)
            }
            gate.letPass(100)
            try await group.waitForAll()
        }
        let erasure = try await service.call("listEvents", #"{"after":2}"#)
        #expect(erasure.result?["events"]?.elements.first { _ in true }?["keys"]?.count == 2, "\(erasure)")
    }

    @Test func `customers in the clear are replayed, and erased from every answer`() async throws {
        let disk = SimulatedDisk()
        let journal = try Journal.open(directory: "/state", disk: disk, createdAt: "", id: "").replay { _ in }.start()
        let payload = #"""
            "time":"2026-11-22T13:25:00.000Z","actor":{"uid":1,"gid":1,"pid":1},"request":{"key":"k","site":"default",\#
            "user":1,"method":"generateLink","parameters":{"customer":"1f"}},"events":[{"type":"linkGenerated",\#
            "site":"default","orderId":"A","linkId":"lnk_xasj65cdwjyqy14pkyrwdv38","issuer":"local","url":"https://a/b",\#
            "expiresAt":"2026-12-22T13:25:00.000Z","currency":"EUR","amount":1,"description":"d","lifetimeSeconds":60,\#
            "customer":{"firstName":"Jorien","email":"a@b.nl"}}]
            """#
        _ = try journal.append(payload: Array(payload.utf8), count: 1)
        journal.close()
        var service = try ServiceFixture(disk: disk)
        #expect(try await found("jorien", in: service) == ["A"])
        let erased = try await service.call("erasePersonalData", #"{"email":"a@b.nl","reason":"Asked"}"#)
        #expect(erased.resultText == #"{"erased":1}"#)
        try service.reopen()
        #expect(try await found("jorien", in: service) == [])
    }

    @Test(arguments: [false, true])
    func `an erasure whose keys can't be written fails, and the next try or start completes it`(
        isKilled: Bool
    ) async throws {
        let (service, disk) = try await shop()
        let old = try #require(disk.bytes(of: "/state/journal.keys"))
        // The record is the first write, the keys are the second.
        disk.faults.failingWrite = .init(number: disk.counts.writes + 2, error: .noSpace)
        expectError(try await service.call("erasePersonalData", Self.byEmail), -32003, "storageFailed", at: nil)
        #expect(disk.bytes(of: "/state/journal.keys") == old)
        #expect(try await found("visser", in: service) == [], "the daemon goes on, and shows nothing of it")
        let later = isKilled ? disk.afterKill() : disk
        let next = isKilled ? try ServiceFixture(disk: later) : service
        #expect(try await found("visser", in: next) == [])
        #expect(try await next.call("erasePersonalData", Self.byEmail).resultText == #"{"erased":0}"#)
        #expect(later.bytes(of: "/state/journal.keys") != old)
    }

    @Test func `an erasure without room for the keys is refused, and nothing is recorded`() async throws {
        let (service, disk) = try await shop()
        let seq = service.seq
        disk.setFreeBytes(5000)
        expectError(try await service.call("erasePersonalData", Self.byEmail), -32003, "storageFull", at: nil)
        #expect(service.seq == seq)
        #expect(try await !found("visser", in: service).isEmpty)
    }

    @Test func `a first customer without room for the keys is refused, and nothing is recorded`() async throws {
        var (service, disk) = try await shop()
        try service.reopen()
        let seq = service.seq
        disk.faults.failingWrite = .init(number: disk.counts.writes + 1, error: .noSpace)
        let refused = try await service.call("generateLink", ServiceFixture.terms("B-1", Self.piet))
        expectError(refused, -32003, "storageFull", at: nil)
        #expect(service.seq == seq)
        try await service.generate("B-1", Self.piet)
    }

    @Test func `a start after a torn end destroys no key, and never takes the torn one again`() async throws {
        let (service, disk) = try await shop()
        let file = try #require(disk.bytes(of: "/state/journal.jsonl"))
        // Without the padding behind the last record.
        let whole = file[...(try #require(file.lastIndex { $0 != UInt8(ascii: "\n") }))]
        let keys = try #require(disk.bytes(of: "/state/journal.keys"))
        service.journal.close()
        let crashed = SimulatedDisk()
        crashed.setBytes(Array(whole.dropLast(30)), of: "/state/journal.jsonl")
        crashed.setBytes(keys, of: "/state/journal.keys")
        let next = try ServiceFixture(disk: crashed)
        let tornName = try #require(crashed.paths(in: "/state").first { $0.contains("torn") })
        let torn = String(decoding: try #require(crashed.bytes(of: FilePath(tornName))), as: UTF8.self)
        let box = try #require(torn.split(separator: #""box":""#).last?.split(separator: "\"").first)
        let name = try #require(torn.split(separator: #""sealed":{"key":""#).last?.split(separator: "\"").first)
        let seal = try #require(KeyID(text: String(name)))
        let vault = next.journalLedger.vault
        #expect(vault.customerText(in: String(box), under: seal) != nil, "a start destroys nothing")
        #expect(vault.takeLeaf() == nil)
        try await vault.reserveLeaves()
        #expect(try #require(vault.takeLeaf()).number > seal.number)
        #expect(try await found("visser", in: next) == ["A-1"])
    }
}
