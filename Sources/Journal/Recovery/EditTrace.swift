import Storage

/// Signs that the bytes behind the last good record were edited: no crash leaves them.
///
/// A crash loses whole sectors. A lost sector holds what it held before, newlines or zeros, or garbage, which is no text;
/// and the file may end early. So text without a gap is not the work of a crash, unless it is the beginning of the record
/// that is due.
enum EditTrace: Equatable {
    /// The record that is due, with white space around it: a changed line end, or trailing blanks.
    case whiteSpace
    /// A whole line of text that begins and ends as a record does, and has another hash.
    case changedText
    /// Text that does not begin as a record does.
    case foreignText

    private static let recordStart = Array("{\"seq\":".utf8)
    private static let sectorByteCount = 512
    /// Fewer bytes than this at the beginning of a sector may be garbage that happens to be text.
    private static let textByteCountMin = 64

    /// Looks at the bytes behind the last good record, which begin with a line that is not the next record.
    ///
    /// - Parameters:
    ///   - tail: The bytes, without padding.
    ///   - offset: Their offset in the file.
    ///   - chain: The chain up to there.
    /// - Returns: The first sign that was found; `nil` if a crash can have left the bytes.
    static func of(_ tail: [UInt8], at offset: Int, behind chain: Chain) -> EditTrace? {
        let end = tail.span.firstNewline() ?? tail.count
        let line = tail[..<end]
        if isNextRecord(trimmed(line), behind: chain) { return .whiteSpace }
        guard !line.isEmpty, isText(line) else { return nil }
        if line.starts(with: recordStart.prefix(line.count)) {
            return end < tail.count && line.suffix(2) == Array("\"}".utf8)[...] ? .changedText : nil
        }
        // One byte may be a padding newline that decayed.
        let isLongEnough = offset % sectorByteCount == 0 ? tail.count >= textByteCountMin : line.count > 1
        return isLongEnough && isText(tail[...]) ? .foreignText : nil
    }

    private static func isNextRecord(_ line: ArraySlice<UInt8>, behind chain: Chain) -> Bool {
        Envelope.read(line.span).map { chain.objection(to: $0) == nil } ?? false
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { [0x09, 0x0D, 0x20].contains($0) }
        return line.drop(while: isBlank).reversed().drop(while: isBlank).reversed()[...]
    }

    /// Whether bytes are UTF-8 without control characters, line ends and tabs aside.
    private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || [0x09, 0x0A, 0x0D].contains($0) }
            && String(validating: bytes, as: UTF8.self) != nil
    }
}

extension EditTrace: CustomStringConvertible {
    /// A clause that goes after "and".
    var description: String {
        switch self {
        case .whiteSpace: "it has white space around it, as an editor or a copy adds it"
        case .changedText: "it was changed after it was written"
        case .foreignText: "it is text that another program wrote"
        }
    }
}
