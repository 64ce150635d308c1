import JSON
import LinkService
import Testing

@Suite struct SchemaRecognitionTests {
    @Test func `the answers of every method's examples are recognized`() {
        for method in MethodDeclaration.all {
            for example in method.examples where !example.isRefused {
                #expect(method.result.recognizes(example.answer), "\(method.name): \(example.name)")
            }
        }
    }

    @Test(arguments: ["null", "{}", "[]", "7", "true", #""text""#, #"{"result":{}}"#])
    func `no method takes the answer of another program for its own`(text: String) throws {
        let answer = try JSONDocument(parsing: Array(text.utf8)).root
        for method in MethodDeclaration.all { #expect(!method.result.recognizes(answer), "\(method.name)") }
    }

    @Test func `what a later version adds, and what an earlier one lacks, does not matter`() throws {
        let list = try #require(MethodDeclaration.all.first { $0.name == "listLinks" })
        let answer = try JSONDocument(parsing: Array(#"{"new":1,"links":[{"other":2}]}"#.utf8)).root
        #expect(list.result.recognizes(answer))
    }
}
