import JSON

extension CallParameters {
    /// The members of an object as the `KEY=VALUE` arguments that ``encode(_:standardInput:)`` makes the same object of.
    ///
    /// Nil if there is a name that can't be an argument's beginning: anything but ASCII letters and digits.
    static func pairs(_ object: JSONValue) -> [String]? {
        var pairs: [String] = []
        for (name, value) in object.members {
            guard !name.isEmpty, name.utf8.allSatisfy(\.isAlphanumeric) else { return nil }
            pairs.append("\(name)=\(argument(value))")
        }
        return pairs
    }

    /// A string that can't be taken for another JSON value needs no quotes.
    private static func argument(_ value: JSONValue) -> String {
        if let string = value.string, json(string) == nil { return string }
        var writer = JSONWriter()
        writer.copy(value)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension UInt8 {
    private static let letterCaseBit: UInt8 = 0x20

    fileprivate var isAlphanumeric: Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        return digits.contains(self) || letters.contains(self | Self.letterCaseBit)
    }
}
