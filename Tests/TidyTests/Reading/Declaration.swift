/// A declaration of a Swift file, with what a rule about files and names has to know of it.
struct Declaration {
    enum Kind: String {
        case structure = "struct"
        case enumeration = "enum"
        case classType = "class"
        case actorType = "actor"
        case protocolType = "protocol"
        case typeAlias = "typealias"
        case associatedType = "associatedtype"
        case extensionOfType = "extension"
        case function = "func"
        case variable = "var"
        case constant = "let"
        case enumCase = "case"

        /// Whether what stands between its braces are members.
        var hasMembers: Bool {
            switch self {
            case .structure, .enumeration, .classType, .actorType, .protocolType, .extensionOfType: true
            case .typeAlias, .associatedType, .function, .variable, .constant, .enumCase: false
            }
        }

        var isType: Bool { self != .extensionOfType && hasMembers }
    }

    let kind: Kind
    /// For an extension the whole name of the type, `Journal.Settings` for example.
    let name: String
    /// Private or file-private.
    var isPrivate = false
    /// Whether it stands outside of every type.
    let isTopLevel: Bool
    let line: Int
    /// The line of the closing brace, or the first one where there is none.
    var lastLine: Int

    var lineCount: Int { lastLine - line + 1 }
}
