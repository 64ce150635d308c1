import Foundation
import JSON
import LinkService
import TestSupport
import Testing

/// The examples are true.
///
/// With PAYLINK_UPDATE_DOCUMENTS=1 in the environment the answers that differ are written into their Swift files.
@Suite struct ExampleTests {
    @Test func `every example of every method, executed in order, gets the answer that it shows`() async throws {
        let service = try ServiceFixture()
        for method in MethodDeclaration.all {
            for (number, example) in method.examples.enumerated() {
                let line =
                    #"{"jsonrpc":"2.0","id":1,"method":"\#(method.name)","params":\#(example.parameters.compact)}"#
                let answer = try #require(await service.answer(line))
                let isAsShown = String(decoding: answer, as: UTF8.self) == example.response
                #expect(isAsShown, "\(method.name): \(example.name) → \(String(decoding: answer, as: UTF8.self))")
                guard !isAsShown, ProcessInfo.processInfo.environment["PAYLINK_UPDATE_DOCUMENTS"] == "1" else {
                    continue
                }
                let root = try JSONDocument(parsing: answer).root
                guard let told = root[example.answerMember] else { continue }
                try ExampleSource(method: method.name)?.write(told, to: number)
            }
        }
    }

    @Test func `every method but the description of itself has examples, and one that fails where it can`() {
        for method in MethodDeclaration.all where method.name != "rpc.discover" {
            #expect(!method.examples.isEmpty, "\(method.name)")
            let failures = method.examples.filter(\.isRefused)
            #expect(method.parameters.isEmpty || !failures.isEmpty, "\(method.name)")
        }
    }
}
