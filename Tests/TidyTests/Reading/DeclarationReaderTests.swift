import Testing

@Suite struct DeclarationReaderTests {
    private static let code = """
        import Testing

        package struct Account: Sendable {
            let owner: String
            private(set) var (a, b) = (1, 2)

            private init() {}

            enum Kind {
                case current, savings(rate: Int, since: (Int, Int) = (1, 2)), closed
                case
                    lent
                case raw = "Raw", plain

                var isOpen: Bool {
                    switch self {
                    case .closed: false
                    default: { let local = true; return local }()
                    }
                }
            }

            class func make(actor first: Int, protocol second: () -> Void = {}) -> Self { Self() }
        }

        extension Account.Kind where Self: Sendable {
            typealias Other = Int
        }

        extension [UInt8] {}
        private let hidden = 1
        protocol Bank { associatedtype Money }
        """

    private static func read(where isWanted: (Declaration) -> Bool = { _ in true }) -> [String] {
        DeclarationReader.declarations(in: SourceText(code).code).filter(isWanted)
            .map { "\($0.kind.rawValue) \($0.name)" }
    }

    @Test func `every declaration that is not local is found`() {
        #expect(
            Self.read() == [
                "struct Account", "let owner", "enum Kind", "case current", "case savings", "case closed", "case lent",
                "case plain", "var isOpen", "func make", "extension Account.Kind", "typealias Other", "extension Array",
                "let hidden",
                "protocol Bank", "associatedtype Money",
            ]
        )
    }

    @Test func `what stands at the top and what is private is told apart`() {
        #expect(
            Self.read { $0.isTopLevel } == [
                "struct Account", "extension Account.Kind", "extension Array", "let hidden", "protocol Bank",
            ]
        )
        #expect(Self.read { $0.isPrivate } == ["let hidden"])
    }

    @Test func `a type reaches to its closing brace`() throws {
        let account = try #require(DeclarationReader.declarations(in: SourceText(Self.code).code).first)
        #expect(account.line == 3)
        #expect(account.lineCount == 22)
    }
}
