import Foundation
import JSON
import LinkService
import TestSupport

/// The Swift file in which the examples of one method stand, for writing their answers anew.
struct ExampleSource {
    private let file: URL

    /// The file of a method, such as `GenerateLink+Examples.swift`.
    init(method: String) {
        let name = method.prefix(1).uppercased() + method.dropFirst() + "+Examples.swift"
        file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/LinkService/Methods/Examples/\(name)")
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
