/// A test that a page names as the proof of something: a link whose text is its name in backticks.
struct NamedProof {
    let name: String
    let path: String

    /// The proofs that a text names.
    static func all(in text: String) throws -> [NamedProof] {
        let names = try text.matches(of: #"\[`([^`\]]+)`\]\(\.\./[^)]+\)"#)
        let paths = try text.matches(of: #"\[`[^`\]]+`\]\(\.\./([^)]+)\)"#)
        return zip(names, paths).map { NamedProof(name: $0.text, path: $1.text) }
    }

    /// Whether a Swift test or function, a Python function or a Python constant of that name is declared.
    static func declares(_ source: String, _ name: String) -> Bool {
        ["func `\(name)`(", "func \(name)(", "def \(name)("].contains { source.contains($0) }
            || source.split(separator: "\n").contains { $0.hasPrefix("\(name): ") }
    }

    var isThere: Bool { Self.declares(Repository.text(at: path) ?? "", name) }
}
