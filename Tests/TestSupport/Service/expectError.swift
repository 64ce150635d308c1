package import Testing

/// Expects an error as the wire promises it, in one sentence that says what to do.
///
/// - Parameters:
///   - answer: The answer to the call.
///   - code: The JSON-RPC code.
///   - kind: What clients match on.
///   - parameter: The JSON Pointer of the refused value.
///   - call: What was asked, shown when the expectation fails.
///   - location: The test's place.
package func expectError(
    _ answer: ServiceAnswer,
    _ code: Int,
    _ kind: String,
    at parameter: String?,
    _ call: String = "",
    sourceLocation location: SourceLocation = #_sourceLocation
) {
    let shown: Comment = "\(call.prefix(300)) → \(answer.text.prefix(600))"
    #expect(answer.result == nil, shown, sourceLocation: location)
    #expect(answer.code == Int64(code), shown, sourceLocation: location)
    #expect(answer.kind == kind, shown, sourceLocation: location)
    #expect(answer.parameter == parameter, shown, sourceLocation: location)
    #expect(isSentenceWithAdvice(answer.message ?? ""), shown, sourceLocation: location)
}

/// Whether a message is one sentence on one line that says what to do: after a semicolon, or by the form that is allowed.
package func isSentenceWithAdvice(_ message: String) -> Bool {
    guard let first = message.first, first.isUppercase || first == "`", message.hasSuffix(".") else { return false }
    let body = message.dropLast()
    let isOneSentence = ![". ", "! ", "? "].contains(where: body.contains) && !body.hasSuffix(".")
    let isOneLine = !message.unicodeScalars.contains { $0.properties.generalCategory == .control || $0 == "\u{2028}" }
    let saysWhatToDo = ["; ", " must be ", " must have ", "such as", "for example"].contains(where: message.contains)
    return isOneSentence && isOneLine && saysWhatToDo && message.unicodeScalars.count <= 500
}
