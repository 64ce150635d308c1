import Journal
import JournalLedger
import SystemPackage

/// The check of one journal: every line by itself, the chain, and the book that the events fold into.
struct JournalCheck {
    let path: String
    let progress: ProgressLine
    /// Looking at the clock for every record would cost more than reading it.
    private static let recordsBetweenLooks = 1024

    /// Reads the whole file; time grows with its length, memory with the number of links.
    func run() -> JournalVerdict {
        var progress = progress
        defer { progress.finish() }
        var reached = JournalRecord.Place(line: 1, byte: 0)
        do {
            var scanner = try JournalScanner(path: FilePath(path))
            let records = try RecordFile(path: FilePath(path))
            var replayed = ReplayedIndex(journalID: scanner.header.id, records: records, isStrict: true)
            let outcome = try scanner.scan { record in
                reached = JournalRecord.Place(line: record.line, byte: record.offset)
                try replayed.fold(record)
                if record.line.isMultiple(of: Self.recordsBetweenLooks) {
                    progress.show("\(record.line) records, \(record.offset >> 20) MiB")
                }
            }
            return JournalVerdict(path: path, outcome)
        } catch let error as JournalError {
            return JournalVerdict(path: path, error)
        } catch {
            return JournalVerdict(path: path, nonsense: "\(error)", at: reached)
        }
    }
}

extension JournalRecord {
    /// Where a record is in its file.
    struct Place: Equatable {
        let line: Int
        let byte: Int
    }
}
