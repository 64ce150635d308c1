@testable import JSON
import TestSupport

/// A JSON value as a plain tree, to compare written and read values.
indirect enum JSONTree: Equatable {
    case object([(name: String, value: JSONTree)])
    case array([JSONTree])
    case string(String)
    case integer(Int64)
    case otherNumber(String)
    case bool(Bool)
    case null

    static func == (left: JSONTree, right: JSONTree) -> Bool {
        switch (left, right) {
        case (.object(let left), .object(let right)):
            left.count == right.count
                && zip(left, right).allSatisfy { $0.name.isSameText(as: $1.name) && $0.value == $1.value }
        case (.array(let left), .array(let right)): left == right
        case (.string(let left), .string(let right)): left.isSameText(as: right)
        case (.integer(let left), .integer(let right)): left == right
        case (.otherNumber(let left), .otherNumber(let right)): left == right
        case (.bool(let left), .bool(let right)): left == right
        case (.null, .null): true
        default: false
        }
    }
}

extension JSONTree {
    init(_ value: JSONValue) {
        switch value.kind {
        case .object: self = .object(value.members.map { ($0.name, JSONTree($0.value)) })
        case .array: self = .array(value.elements.map(JSONTree.init))
        case .string: self = .string(value.string ?? "")
        case .number: self = value.integer.map(JSONTree.integer) ?? .otherNumber(String(utf8: value.rawBytes))
        case .bool: self = .bool(value.bool ?? false)
        case .null: self = .null
        }
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .object(let members):
            writer.object { writer in
                for (name, value) in members {
                    writer.key(name)
                    value.write(to: &writer)
                }
            }
        case .array(let elements): writer.array { writer in elements.forEach { $0.write(to: &writer) } }
        case .string(let text): writer.value(text)
        case .integer(let number): writer.value(number)
        case .otherNumber(let digits): writer.raw(digits.utf8)
        case .bool(let flag): writer.value(flag)
        case .null: writer.null()
        }
    }

    /// Makes a random tree of at most `depth` levels.
    static func random(depth: Int, using generator: inout SeededSequence) -> JSONTree {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
        case 0: .null
        case 1: .bool(Bool.random(using: &generator))
        case 2: .integer(Int64(truncatingIfNeeded: generator.next()) >> Int64.random(in: 0..<64, using: &generator))
        case 3:
            .otherNumber(
                ["1.5", "-0.0", "2e9", "1E-7", "123456789012345678901"].randomElement(using: &generator) ?? "1.0"
            )
        case 4, 5: .string(.random(using: &generator))
        case 6:
            .array(
                (0..<Int.random(in: 0..<6, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) }
            )
        default:
            .object(
                (0..<Int.random(in: 0..<6, using: &generator)).map { _ in
                    (name: String.random(using: &generator), value: random(depth: depth - 1, using: &generator))
                }
            )
        }
    }
}

extension String {
    /// Equality of the scalars themselves; `==` would call canonically equivalent texts equal.
    func isSameText(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

    /// Makes a text of random scalars, many of which need an escape or several bytes.
    static func random(using generator: inout SeededSequence) -> String {
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x20...0x7E, 0x00...0x1F, 0x22...0x22, 0x5C...0x5C, 0x7F...0x7FF, 0x800...0xD7FF,
            0xE000...0xFFFF, 0x10000...0x10FFFF, 0x2028...0x2029, 0x300...0x36F,
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0..<24, using: &generator) {
            let range = ranges.randomElement(using: &generator) ?? 0x20...0x7E
            guard let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) else { continue }
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}
