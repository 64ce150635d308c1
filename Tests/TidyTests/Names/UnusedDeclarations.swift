/// Finds what nothing in the product names but its own declaration: what is dead, or there for tests alone.
///
/// Names are compared without their types, so one that is used anywhere hides an unused namesake; what is found is
/// unused for certain, unless a library or the standard library calls it by a protocol's name.
struct UnusedDeclarations {
    private var declared: [String: [String]] = [:]
    private var occurrences: [String: Int] = [:]

    mutating func add(_ text: String, path: String) {
        let code = SourceText(text).code
        for token in Token.all(in: code) where token.isWord { occurrences[token.text, default: 0] += 1 }
        for declaration in DeclarationReader.declarations(in: code) {
            // The type is its last part; those before it are named like any other.
            let name = declaration.name.split(separator: ".").last.map(String.init) ?? ""
            declared[name, default: []].append(declaration.kind == .extensionOfType ? "" : path)
        }
    }

    /// Each as `path: name`, in the order of the paths; an extension is no use of a type, and declares nothing.
    var all: [String] {
        declared.flatMap { name, paths in
            occurrences[name] == paths.count ? Set(paths).subtracting([""]).map { "\($0): \(name)" } : []
        }
        .sorted()
    }
}
