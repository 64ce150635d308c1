import JSON

/// A hash of a value and everything in it (FNV-1a, 64 bits), to compare readers without their types.
///
/// A number that is no signed 64-bit integer counts by its position alone, since each reader stores it differently.
struct Digest {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ json: JSONValue) {
        switch json.kind {
        case .object:
            add(UInt8(ascii: "{"))
            for (name, member) in json.members {
                add(UInt8(ascii: "\""))
                add(name)
                add(member)
            }
            add(UInt8(ascii: "}"))
        case .array:
            add(UInt8(ascii: "["))
            for element in json.elements { add(element) }
            add(UInt8(ascii: "]"))
        case .string:
            add(UInt8(ascii: "\""))
            add(json.string ?? "")
        case .number: addNumber(json)
        case .bool: add(json.bool == true ? UInt8(ascii: "t") : UInt8(ascii: "f"))
        case .null: add(UInt8(ascii: "n"))
        }
    }

    private mutating func addNumber(_ number: JSONValue) {
        guard let integer = number.integer else { return add(UInt8(ascii: "d")) }
        add(UInt8(ascii: "i"))
        for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: integer >> shift)) }
    }

    private mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte) }
    }

    private mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}
