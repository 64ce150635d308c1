import Journal
import JournalLedger
import SystemPackage

/// The check of one journal: every line by itself, the chain, and the index that the events fold into.
struct JournalCheck {
    let path: String
    let progress: ProgressLine
    /// Looking at the clock for every record would cost more than reading it.
    private static let recordsBetweenLooks = 1024

    /// Reads the whole file; time grows with its length, memory with the number of links.
    func run() -> JournalVerdict {
        var progress = progress
        defer { progress.finish() }
        var reached = JournalLine(number: 1, byte: 0)
        do {
            var scanner = try JournalScanner(path: FilePath(path))
            var replayed = ReplayedIndex(journalID: scanner.header.id, records: scanner.records, isStrict: true)
            let outcome = try scanner.scan { record in
                reached = JournalLine(number: record.position.line, byte: record.position.offset)
                try replayed.fold(record)
                if record.position.line.isMultiple(of: Self.recordsBetweenLooks) {
                    progress.show("\(record.position.line) records, \(record.position.offset >> 20) MiB")
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

/// A line of a journal, for a sentence about it.
struct JournalLine: Equatable {
    /// The header is line 1.
    let number: Int
    /// The offset of its first byte.
    let byte: Int
}
