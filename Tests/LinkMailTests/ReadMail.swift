import Foundation
import JSON
import SystemPackage
import TestSupport

/// A mail as an independent reader has read it: Python's `email`, run on it.
struct ReadMail {
    let value: JSONValue

    init(_ bytes: [UInt8]) throws {
        let scratch = try ScratchDirectory()
        let file = URL(filePath: scratch.path.appending("mail").string)
        try Data(bytes).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "read-mail.py")
        process.arguments = [script.path()]
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        value = try JSONDocument(parsing: Array(text)).root
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
