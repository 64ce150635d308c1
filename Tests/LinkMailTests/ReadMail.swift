import Foundation
import JSON
import SystemPackage
import TestSupport
import Testing

/// A mail as an independent reader has read it: Python's `email`, run on it.
struct ReadMail {
    let value: JSONValue

    init(_ bytes: [UInt8]) throws {
        let scratch = try ScratchDirectory()
        let file = URL(filePath: scratch.path.appending("mail").string)
        try Data(bytes).write(to: file)
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "read-mail.py")
        // Foundation's Process leaks what it runs.
        let reader = try #require(popen("/usr/bin/python3 '\(script.path())' <'\(file.path())'", "re"))
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, reader), count > 0 { text += buffer[..<count] }
        pclose(reader)
        value = try JSONDocument(parsing: text).root
    }

    /// The elements of an array.
    func list(_ name: String) -> [JSONValue] {
        value[name].map { Array($0.elements) } ?? []
    }

    /// A part's decoded text, by its type.
    func text(_ type: String) -> String? {
        list("parts").first { $0["type"]?.string == type }?["text"]?.string
    }

    /// The display name and the address of the one sender or receiver.
    func mailbox(_ header: String) -> [String?] {
        list(header).first.map { $0.elements.map(\.string) } ?? []
    }
}
