package import JSON

extension JSONDocument {
    /// Reads a text.
    package convenience init(_ text: String, depthMax: Int = 128, valueCountMax: Int = .max) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8), depthMax: depthMax, valueCountMax: valueCountMax)
    }
}

extension String {
    /// Takes bytes of UTF-8.
    package init(utf8 bytes: some Collection<UInt8>) {
        self.init(decoding: bytes, as: UTF8.self)
    }
}
