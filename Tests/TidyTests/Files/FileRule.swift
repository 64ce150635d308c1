/// Where a declaration has to stand, so that a name leads to its file.
///
/// - `T.swift` declares the type `T`, `T+Aspect.swift` extends `T` (or a type within `T`).
/// - Another type that other files can see stands there only if it is a few lines long, and in `T+Aspect.swift` the
///   extension of another type too.
enum FileRule {
    /// The longest type or extension that may stand beside the one that a file is named for.
    static let companionLines = 12

    /// What breaks the rule, each as `path: Type`: the type that the file's name promises and that is not there, or
    /// one that is too long to stand beside it.
    static func violations(in text: String, path: String) -> [String] {
        let declarations = DeclarationReader.declarations(in: SourceText(text).code).filter(\.isTopLevel)
        let name = path.split(separator: "/").last.map { $0.dropLast(".swift".count) } ?? ""
        guard let subject = name.split(separator: "+").first else { return [] }
        let isAspect = name.contains("+")
        let isThere = declarations.contains { declaration in
            declaration.isNamed(subject) && (declaration.kind == .extensionOfType) == isAspect
        }
        let strangers = declarations.filter { declaration in
            (declaration.kind.isType || isAspect && declaration.kind == .extensionOfType) && !declaration.isPrivate
                && !declaration.isNamed(subject) && declaration.lineCount > companionLines
        }
        return ((isThere ? [] : [String(subject)]) + strangers.map(\.name)).map { "\(path): \($0)" }
    }
}

extension Declaration {
    /// Both `Settings` and `Journal` name the extension of `Journal.Settings`.
    fileprivate func isNamed(_ subject: Substring) -> Bool {
        name.split(separator: ".").contains(subject)
    }
}
