import PaylinkClient

/// Standard output for bytes that come in pieces; on a terminal they are written line by line, to be made harmless.
struct LineOutput {
    private let output: Output
    private var line: [UInt8] = []

    init(_ output: Output) {
        self.output = output
    }

    /// Writes the next bytes.
    mutating func append(_ bytes: ArraySlice<UInt8>) throws(WriteError) {
        guard output.appearance.isTerminal else { return try output.bytes(bytes) }
        line += bytes
        guard let end = line.lastIndex(of: UInt8(ascii: "\n")) else { return }
        try output.bytes(line[...end])
        line.removeSubrange(...end)
    }

    /// Writes what has no newline.
    mutating func finish() throws(WriteError) {
        if !line.isEmpty { try output.bytes(line) }
        line = []
    }
}
