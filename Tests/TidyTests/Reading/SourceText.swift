/// A Swift file in two views of the same length and line breaks: what compiles, and what people wrote beside it.
///
/// A rule that looks for a construct reads `code`, so that neither a string nor a sentence about the construct trips it.
struct SourceText {
    /// The text without comments and without the contents of strings; interpolations stay, because they are code.
    let code: String
    /// The comments alone.
    let comments: String

    init(_ text: String) {
        var lexer = Lexer(text)
        lexer.scanCode(isInterpolation: false)
        code = String(decoding: lexer.code, as: UTF8.self)
        comments = String(decoding: lexer.comments, as: UTF8.self)
    }
}

/// Walks a file once and copies every byte into the view it belongs to; the other view gets a space.
private struct Lexer {
    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    private enum View {
        case code, comment, neither
    }

    private let bytes: [UInt8]
    private var position = 0
    private(set) var code: [UInt8] = []
    private(set) var comments: [UInt8] = []

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func scanCode(isInterpolation: Bool) {
        var openParentheses = 0
        while position < bytes.count {
            if starts(with: "//") {
                while position < bytes.count, bytes[position] != Self.newline { take(.comment) }
            } else if starts(with: "/*") {
                scanBlockComment()
            } else if let hashCount = hashesBeforeQuote() {
                scanString(hashCount: hashCount)
            } else if bytes[position] == UInt8(ascii: "`") {
                scanRawIdentifier()
            } else {
                if bytes[position] == UInt8(ascii: "(") { openParentheses += 1 }
                if bytes[position] == UInt8(ascii: ")") { openParentheses -= 1 }
                take(.code)
                if isInterpolation && openParentheses == 0 { return }
            }
        }
    }

    private mutating func scanBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                take(.comment, count: 2)
            } else if starts(with: "*/") {
                depth -= 1
                take(.comment, count: 2)
            } else {
                take(.comment)
            }
        } while depth > 0 && position < bytes.count
    }

    private mutating func scanRawIdentifier() {
        take(.code)
        while position < bytes.count, bytes[position] != UInt8(ascii: "`"), bytes[position] != Self.newline {
            take(.neither)
        }
        take(.code)
    }

    private mutating func scanString(hashCount: Int) {
        take(.code, count: hashCount)
        let quotes = starts(with: #"""""#) ? #"""""# : #"""#
        let isMultiline = quotes.utf8.count == 3
        let hashes = String(repeating: "#", count: hashCount)
        take(.code, count: quotes.utf8.count)
        while position < bytes.count {
            if starts(with: quotes + hashes) { return take(.code, count: quotes.utf8.count + hashCount) }
            if bytes[position] == Self.newline && !isMultiline { return }
            if starts(with: "\\\(hashes)(") {
                take(.neither, count: 1 + hashCount)
                scanCode(isInterpolation: true)
            } else if starts(with: "\\\(hashes)") {
                take(.neither, count: 2 + hashCount)
            } else {
                take(.neither)
            }
        }
    }

    private func hashesBeforeQuote() -> Int? {
        var end = position
        while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
        return end < bytes.count && bytes[end] == Self.quote ? end - position : nil
    }

    private func starts(with text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private mutating func take(_ view: View, count: Int = 1) {
        for byte in bytes[position..<min(position + count, bytes.count)] {
            let blank = byte == Self.newline ? byte : Self.space
            code.append(view == .code ? byte : blank)
            comments.append(view == .comment ? byte : blank)
        }
        position = min(position + count, bytes.count)
    }
}
