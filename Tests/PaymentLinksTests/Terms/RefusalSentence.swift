@testable import PaymentLinks
import Testing

/// Expects that a value is refused, in one sentence that shows what would be taken.
///
/// - Parameters:
///   - kind: The kind that the wire promises.
///   - shown: Texts that the sentence has to contain, such as an allowed form.
///   - location: The test's place.
///   - make: Makes the value.
func expectRefusal<Value>(
    _ kind: Refusal.Kind,
    showing shown: String...,
    at location: SourceLocation = #_sourceLocation,
    _ make: () throws(Refusal) -> Value
) {
    do throws(Refusal) {
        let value = try make()
        Issue.record("taken: \(value)", sourceLocation: location)
    } catch {
        #expect(error.kind == kind, sourceLocation: location)
        #expect(isOneSentence(error.message), "\(error.message)", sourceLocation: location)
        #expect(namesAForm(error.message), "\(error.message)", sourceLocation: location)
        for text in shown {
            #expect(error.message.contains(text), "\(error.message)", sourceLocation: location)
        }
    }
}

/// Whether a message begins like a sentence, ends with a stop, has no other sentence in it, and nothing that a terminal
/// would obey.
func isOneSentence(_ message: String) -> Bool {
    guard let first = message.first, first.isUppercase, message.hasSuffix("."), message.count > 20 else { return false }
    let body = message.dropLast()
    return ![". ", "! ", "? "].contains(where: body.contains) && !body.hasSuffix(".")
        && !message.unicodeScalars.contains(where: \.isControl)
}

/// Whether a message tells what to do, with a form to follow or a way around.
private func namesAForm(_ message: String) -> Bool {
    ["for example", "such as", "write \"", "give \"", "use its successor \"", "give a smaller one", "leave it out"]
        .contains(where: message.contains)
}
