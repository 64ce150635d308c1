package import JSON

extension JSONValue {
    /// A text, or the digits of a number as they were sent: an order ID of digits comes as a number, and a transaction ID
    /// may be too long for a floating-point one.
    package var looseText: String? {
        switch kind {
        case .string: string
        case .number: String(decoding: rawBytes, as: UTF8.self)
        default: nil
        }
    }

    /// A whole number, or a text of one.
    package var looseInteger: Int64? { looseText.flatMap { Int64($0) } }
}
