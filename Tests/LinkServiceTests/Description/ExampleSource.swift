import Foundation
import JSON
import LinkService
import TestSupport

/// The Swift file in which the examples of one method stand, for writing their answers anew.
struct ExampleSource {
    private let file: URL

    /// The file of a method, such as `GenerateLink+Examples.swift`, in whichever folder of the methods it is.
    init?(method: String) {
        let name = method.prefix(1).uppercased() + method.dropFirst() + "+Examples.swift"
        let methods = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/LinkService/Methods")
        let files = FileManager.default.enumerator(at: methods, includingPropertiesForKeys: nil)
        guard let file = files?.lazy.compactMap({ $0 as? URL }).first(where: { $0.lastPathComponent == name }) else {
            return nil
        }
        self.file = file
    }

    /// Puts an answer in the place of the one that the example with this number has.
    func write(_ answer: JSONValue, to number: Int) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        // Each example has two raw strings, parameters and answer, and each of those an opening and a closing mark.
        var pieces = text.components(separatedBy: "\"\"\"")
        let position = number * 4 + 3
        guard pieces.indices.contains(position) else { return }
        let margin = String(repeating: " ", count: 16)
        let lines = answer.indented().split(separator: "\n").map { margin + $0 }
        pieces[position] = "\n" + lines.joined(separator: "\n") + "\n" + margin
        try Data(pieces.joined(separator: "\"\"\"").utf8).write(to: file)
    }
}
