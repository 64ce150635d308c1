/// Finds the declarations at the top of a file and in its types; what is local to a function is left out.
///
/// It follows braces and keywords only, which is enough for formatted code that compiles.
struct DeclarationReader {
    private struct Scope {
        /// Nil for a function's body, a closure, an accessor: what is declared there is local.
        let kind: Declaration.Kind?
        /// Where in the result the declaration is that owns this scope.
        let owner: Int?
    }

    private let tokens: [Token]
    private var position = 0
    private var scopes: [Scope] = []
    /// Within a list of parameters or arguments a keyword is a label.
    private var parenthesisDepth = 0
    /// A type whose opening brace has not come yet.
    private var awaited: Scope?
    private var isPrivate = false
    private var found: [Declaration] = []

    /// Reads the `code` view of a file.
    static func declarations(in code: String) -> [Declaration] {
        var reader = Self(tokens: Token.all(in: code))
        reader.readAll()
        return reader.found
    }

    private init(tokens: [Token]) {
        self.tokens = tokens
    }

    private mutating func readAll() {
        while position < tokens.count {
            let token = tokens[position]
            position += 1
            switch token.text {
            case "(", "[":
                parenthesisDepth += 1
            case ")", "]":
                parenthesisDepth -= 1
            case "{":
                scopes.append(awaited ?? Scope(kind: nil, owner: nil))
                awaited = nil
                isPrivate = false
            case "}":
                if let owner = scopes.popLast()?.owner { found[owner].lastLine = token.line }
            case "private", "fileprivate":
                // Not `private(set)`.
                isPrivate = text(at: position) != "("
            case "import", "init", "subscript":
                isPrivate = false
            default:
                guard parenthesisDepth == 0, isAmongMembers, let kind = Declaration.Kind(rawValue: token.text) else {
                    continue
                }
                read(kind, line: token.line)
            }
        }
    }

    /// At the top of the file or right inside a type.
    private var isAmongMembers: Bool {
        scopes.last.map { $0.kind != nil } ?? true
    }

    private mutating func read(_ kind: Declaration.Kind, line: Int) {
        switch kind {
        case .enumCase:
            if scopes.last?.kind == .enumeration { readCases(line: line) }
        case .extensionOfType:
            var name = takeName() ?? "Array"
            while text(at: position) == ".", tokens[position].line == line {
                position += 1
                name += takeName().map { ".\($0)" } ?? ""
            }
            declare(kind, name: name, line: line)
        default:
            // `class func` and `class var` are members, and `let (a, b)` has no name of its own.
            guard let next = text(at: position), Declaration.Kind(rawValue: next) == nil, let name = takeName() else {
                return
            }
            declare(kind, name: name, line: line)
        }
    }

    private mutating func declare(_ kind: Declaration.Kind, name: String, line: Int) {
        found.append(
            Declaration(
                kind: kind,
                name: name,
                isPrivate: isPrivate,
                isTopLevel: scopes.isEmpty,
                line: line,
                lastLine: line
            )
        )
        isPrivate = false
        if kind.hasMembers { awaited = Scope(kind: kind, owner: found.count - 1) }
    }

    /// `case one, two(Int, three: Int)`: the names at the beginning and after each comma outside of parentheses.
    ///
    /// A case with a raw value of its own is left out: it is reached by that.
    private mutating func readCases(line: Int) {
        var depth = 0
        var isNameNext = true
        while position < tokens.count {
            let token = tokens[position]
            if depth == 0 && !isNameNext && token.text != "," && token.line > tokens[position - 1].line { return }
            if token.text == "}" && depth == 0 { return }
            position += 1
            switch token.text {
            case "(", "[", "{": depth += 1
            case ")", "]", "}": depth -= 1
            case "," where depth == 0: isNameNext = true
            default:
                if isNameNext && depth == 0 && token.isWord && text(at: position) != "=" {
                    declare(.enumCase, name: token.text, line: token.line)
                }
                isNameNext = false
            }
        }
    }

    private mutating func takeName() -> String? {
        guard position < tokens.count, tokens[position].isWord else { return nil }
        position += 1
        return tokens[position - 1].text
    }

    private func text(at position: Int) -> String? {
        position < tokens.count ? tokens[position].text : nil
    }
}
