import LinkService
import PaylinkClient

/// Every method with its summary, for the help of `paylink call`.
enum MethodOverview {
    /// One column less than a terminal has: a full line with its end would be broken anew.
    private static let columnCountMax = Appearance.standardColumnCount - 1

    /// The list, made of the declarations.
    static var text: String {
        var list = DefinitionList()
        for method in MethodDeclaration.all { list.append(method.name, method.summary) }
        return list.lines(columnCountMax: columnCountMax).joined(separator: "\n")
    }
}
