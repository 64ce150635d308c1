package import JSON

extension JSONValue {
    /// The value without white space, its members in their order.
    package var compact: String {
        var writer = JSONWriter()
        writer.copy(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
