import Glibc
import JSON
import PaylinkClient

/// Standard output, for people or for programs.
struct Output {
    let asJSON: Bool
    let appearance: Appearance

    /// Looks where standard output goes.
    init(asJSON: Bool) {
        self.asJSON = asJSON
        appearance = Self.appearance(of: STDOUT_FILENO)
    }

    /// Writes lines, all at once.
    func lines(_ lines: [String]) throws(WriteError) {
        guard !lines.isEmpty else { return }
        try ArraySlice((lines.joined(separator: "\n") + "\n").utf8).write(to: STDOUT_FILENO)
    }

    /// Writes a value: on one line, or indented on a terminal.
    func json(_ value: JSONValue) throws(WriteError) {
        if appearance.isTerminal {
            try lines([IndentedJSON.text(value)])
        } else {
            try bytes(value.rawBytes + [UInt8(ascii: "\n")])
        }
    }

    /// Writes a result: as JSON if that was asked for, else as lines for people.
    func result(_ value: JSONValue, _ people: (Appearance) -> [String]) throws(WriteError) {
        if asJSON { try json(value) } else { try lines(people(appearance)) }
    }

    /// Writes whole lines of JSON or CSV: as they are or, on a terminal, with `\u` escapes for what would steer it.
    func bytes(_ bytes: some Collection<UInt8>) throws(WriteError) {
        guard appearance.isTerminal else { return try ArraySlice(bytes).write(to: STDOUT_FILENO) }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            // The end of a CSV record is no part of its text.
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            return IndentedJSON.escaped(String(decoding: text, as: UTF8.self))
        }
        try ArraySlice(lines.joined(separator: "\n").utf8).write(to: STDOUT_FILENO)
    }

    /// Writes to standard error, on a terminal wrapped at words; if even that fails there is nobody left to tell.
    static func complain(_ text: String) {
        let appearance = appearance(of: STDERR_FILENO)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            let line = String(line).printable
            guard appearance.isTerminal, line.columnCount > appearance.columnCount else { return [line] }
            let margin = String(line.prefix { $0 == " " })
            let width = appearance.columnCount - margin.count
            return line.wrapped(toColumnCount: width).map { margin + $0 }
        }
        try? ArraySlice((lines.joined(separator: "\n") + "\n").utf8).write(to: STDERR_FILENO)
    }

    /// How output to a descriptor is to look.
    static func appearance(of descriptor: CInt) -> Appearance {
        var size = winsize()
        let isSized = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        return Appearance(
            isTerminal: isatty(descriptor) == 1,
            windowColumnCount: isSized ? Int(size.ws_col) : nil,
            environment: environmentValue
        )
    }
}
