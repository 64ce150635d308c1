/// An error in the arguments, as a sentence.
package struct UsageError: Error {
    package let message: String

    package init(message: String) {
        self.message = message
    }
}

/// Reads the number that an option takes.
///
/// - Parameters:
///   - text: The argument.
///   - name: The option, for the sentence that refuses it.
///   - range: The valid values.
/// - Returns: The number.
/// - Throws: `UsageError` for anything else.
package func number<N: LosslessStringConvertible & Comparable>(
    _ text: String,
    of name: String,
    in range: ClosedRange<N>
) throws(UsageError) -> N {
    guard let number = N(text), range.contains(number) else {
        throw UsageError(message: "\(name) takes a number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
}
