@testable import PaymentLinks
import Testing

/// Expects that a value is refused, in one sentence that shows an accepted value.
///
/// - Parameters:
///   - kind: The expected kind.
///   - shown: Texts that the sentence must contain, such as an allowed form.
///   - location: The test's source location.
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

/// Whether a message is one sentence that ends with a stop, without control characters.
func isOneSentence(_ message: String) -> Bool {
    guard let first = message.first, first.isUppercase, message.hasSuffix("."), message.count > 20 else { return false }
    let body = message.dropLast()
    return ![". ", "! ", "? "].contains(where: body.contains) && !body.hasSuffix(".")
        && !message.unicodeScalars.contains(where: \.isControl)
}

/// Whether a message says what to do, with an example or an alternative.
private func namesAForm(_ message: String) -> Bool {
    ["for example", "such as", "write \"", "give \"", "use its successor \"", "give a smaller one", "leave it out"]
        .contains(where: message.contains)
}
