import Foundation
import LinkService
import Testing

/// Pages that are made of declarations have to be as they would be made now.
///
/// With PAYLINK_UPDATE_DOCUMENTS=1 in the environment they are written instead of compared.
@Suite struct GeneratedPageTests {
    @Test(arguments: MethodDeclaration.all.map(\.name))
    func `the page of a method is what its declaration says`(name: String) throws {
        let method = try #require(MethodDeclaration.all.first { $0.name == name })
        try compare(MethodPage(method: method).text, with: "methods/\(name).md")
    }

    @Test func `the page of errors is what the declared errors say`() throws {
        try compare(ErrorPage.text, with: "errors.md")
    }

    @Test func `the page of transitions is what the table of transitions says`() throws {
        try compare(TransitionPage.text, with: "transitions.md")
    }

    @Test func `every error that a method declares is on the page of errors`() {
        for method in MethodDeclaration.all {
            for error in method.errors { #expect(DeclaredError.all.contains(error), "\(method.name): \(error.kind)") }
        }
        let kinds = DeclaredError.all.map(\.kind)
        #expect(Set(kinds).count == kinds.count)
    }

    private func compare(_ text: String, with page: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../proto-docs/\(page)")
        if ProcessInfo.processInfo.environment["PAYLINK_UPDATE_DOCUMENTS"] == "1" {
            let folder = file.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(
            written == text,
            "proto-docs/\(page) is out of date; run the tests once with PAYLINK_UPDATE_DOCUMENTS=1"
        )
    }
}
