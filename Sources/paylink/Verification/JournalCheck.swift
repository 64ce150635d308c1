import Glibc
import Journal
import JournalLedger
import SystemPackage

/// The check of one journal: every line by itself, the chain, and the index that the events fold into; in a state directory,
/// or a copy of one, also that the keys beside it open its customers.
struct JournalCheck {
    /// The journal's file.
    let path: String
    /// The directory whose keys are checked too; nil for a file by itself.
    let directory: String?
    let progress: ProgressLine
    /// Looking at the clock for every record would cost more than reading it.
    private static let recordsBetweenLooks = 1024

    /// Takes the path of a journal, or of a directory with one.
    init(of path: String, progress: ProgressLine) {
        var status = stat()
        let isDirectory = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        directory = isDirectory ? path : nil
        self.path = isDirectory ? FilePath(path).appending("journal.jsonl").string : path
        self.progress = progress
    }

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
            return JournalVerdict(path: path, outcome, keys(of: replayed))
        } catch let error as JournalError {
            return JournalVerdict(path: path, error)
        } catch {
            return JournalVerdict(path: path, nonsense: "\(error)", at: reached)
        }
    }

    private func keys(of journal: ReplayedIndex) -> JournalVerdict.Keys? {
        guard let directory else { return nil }
        do {
            return try journal.hasAllKeys(in: FilePath(directory)) ? .complete : .incomplete
        } catch {
            return .unusable("\(error)")
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
