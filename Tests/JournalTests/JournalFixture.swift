@testable import Journal
@testable import Storage
import SystemPackage
import TestSupport

/// Journals for tests: their directory, how they are opened, and their records.
enum JournalFixture {
    static let directory: FilePath = "/state"
    static let path: FilePath = "/state/journal.jsonl"
    static let header = JournalHeader(
        id: "0123456789abcdef0123456789abcdef",
        createdAt: "2026-11-22T13:25:00.000Z"
    )

    /// Opens the journal of a disk; `replayed` receives every record but commit markers.
    static func open(
        _ disk: any Disk,
        in directory: FilePath = directory,
        settings: Journal.Settings = .init(),
        replayed: inout [TestRecord],
        onDurable: @escaping @Sendable ([DurableRecord]) -> Void = { _ in }
    ) throws -> Journal {
        var records: [TestRecord] = []
        let journal = try opened(disk, in: directory, settings: settings).replay { record in
            if record.count > 0 { records.append(TestRecord(record)) }
        }
        replayed = records
        return try journal.start(onDurable: onDurable)
    }

    static func open(
        _ disk: any Disk,
        settings: Journal.Settings = .init(),
        onDurable: @escaping @Sendable ([DurableRecord]) -> Void = { _ in }
    ) throws -> Journal {
        var replayed: [TestRecord] = []
        return try open(disk, settings: settings, replayed: &replayed, onDurable: onDurable)
    }

    /// The journal of a disk in read mode.
    static func opened(
        _ disk: any Disk,
        in directory: FilePath = directory,
        settings: Journal.Settings = .init()
    ) throws -> OpenedJournal {
        try Journal.open(
            directory: directory,
            disk: disk,
            settings: settings,
            createdAt: header.createdAt,
            id: header.id
        )
    }

    /// The records of the journal on the disk, by opening and closing it.
    static func replayed(by disk: any Disk) throws -> [TestRecord] {
        var replayed: [TestRecord] = []
        try open(disk, replayed: &replayed).close()
        return replayed
    }

    /// JSON members with a number, padded to about a size.
    static func payload(_ number: Int, byteCount: Int = 0) -> [UInt8] {
        let text = "\"events\":[{\"type\":\"test\",\"number\":\(number)}]"
        let padding = byteCount - text.utf8.count - 9
        guard padding > 0 else { return Array(text.utf8) }
        return Array("\(text),\"pad\":\"\(String(repeating: "x", count: padding))\"".utf8)
    }
}
