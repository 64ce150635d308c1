import JSON
import Journal
import PaylinkClient

/// The result of checking one journal, as a line for people and as JSON.
struct JournalVerdict {
    private let path: String
    private let problem: Problem?
    private let counted: JournalScanner.Outcome?
    private let keys: Keys?

    /// What was found of the keys beside the journal.
    enum Keys {
        case complete
        /// Some customers can't be read; a start says so and goes on.
        case incomplete
        /// A start would be refused; the sentence says why.
        case unusable(String)
    }

    private enum Problem {
        case damaged(String, JournalLine)
        case keys(String)
        case unreadable(String)
    }

    /// A file that was read to its end, and the keys beside it if they were looked at.
    init(path: String, _ outcome: JournalScanner.Outcome, _ keys: Keys?) {
        self.path = path
        self.keys = keys
        counted = outcome
        if case .damaged(let damage, let sentence) = outcome.end {
            problem = .damaged(sentence, JournalLine(number: damage.line, byte: damage.byte))
        } else if case .unusable(let sentence) = keys {
            problem = .keys(sentence)
        } else {
            problem = nil
        }
    }

    /// A file that could not be read to its end.
    init(path: String, _ error: JournalError) {
        self.path = path
        keys = nil
        counted = nil
        if case .damaged(let line, let byte) = error.code {
            problem = .damaged(error.message, JournalLine(number: line, byte: byte))
        } else {
            problem = .unreadable(error.description)
        }
    }

    /// A file whose chain holds up to a record that can't be understood or contradicts the ones before it.
    init(path: String, nonsense: String, at line: JournalLine) {
        self.path = path
        keys = nil
        counted = nil
        let sentence = "\(path): line \(line.number) at byte \(line.byte) is whole but makes no sense: \(nonsense)"
        problem = .damaged(sentence, line)
    }

    var status: ExitStatus {
        switch problem {
        case nil: .fine
        case .damaged, .keys: .refused
        case .unreadable: .notReached
        }
    }

    /// One line.
    var line: String {
        switch problem {
        case .damaged(let sentence, _), .keys(let sentence): return "BAD \(sentence)".printable
        case .unreadable(let sentence): return "UNKNOWN \(sentence)".printable
        case nil:
            guard let counted else { return path.printable }
            let records = "\(counted.recordCount) \(counted.recordCount == 1 ? "record" : "records")"
            return "OK \(path): \(records), last seq \(counted.lastSeq), head \(counted.head)\(tail)\(keyNote)"
                .printable
        }
    }

    /// Bytes at the end that were never acknowledged.
    private var tail: String {
        guard tornByteCount > 0 else { return "" }
        return "; \(tornByteCount) bytes behind it are an unfinished write, which the daemon completes or removes"
    }

    private var keyNote: String {
        switch keys {
        case nil: ""
        case .complete: "; with the keys of all its customers"
        case .incomplete, .unusable: "; the keys of some customers are missing, and they can't be read"
        }
    }

    private var tornByteCount: Int {
        if case .torn(_, let byteCount) = counted?.end { byteCount } else { 0 }
    }

    /// The same for programs.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("journal", path)
            writer.member("status", status == .fine ? "good" : status == .refused ? "damaged" : "unreadable")
            if let counted {
                writer.member("records", counted.recordCount)
                writer.member("lastSeq", Int64(clamping: counted.lastSeq))
                writer.member("head", counted.head.description)
                writer.member("bytes", counted.byteCount)
                writer.member("unfinishedBytes", tornByteCount)
            }
            if let keys { writer.member("keys", keys.word) }
            switch problem {
            case nil: break
            case .damaged(let sentence, let line):
                writer.member("line", line.number)
                writer.member("byte", line.byte)
                writer.member("message", sentence)
            case .keys(let sentence), .unreadable(let sentence): writer.member("message", sentence)
            }
        }
        return writer.bytes
    }
}

extension JournalVerdict.Keys {
    fileprivate var word: String {
        switch self {
        case .complete: "complete"
        case .incomplete: "incomplete"
        case .unusable: "unusable"
        }
    }
}
