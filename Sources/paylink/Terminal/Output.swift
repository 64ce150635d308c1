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
        try bytes(Array((lines.joined(separator: "\n") + "\n").utf8))
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

    /// Writes bytes as they are.
    func bytes(_ bytes: some Collection<UInt8>) throws(WriteError) {
        try ArraySlice(bytes).write(to: STDOUT_FILENO)
    }

    /// Writes to standard error; if even that fails there is nobody left to tell.
    static func complain(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }
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
