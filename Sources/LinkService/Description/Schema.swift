/// What a JSON value has to be: the part of JSON Schema (draft 7, as OpenRPC uses it) that the wire needs.
///
/// Only the cases that hold another schema are indirect: a leak checker can't follow the tagged pointer that an enum
/// becomes when all of them are, and would report every declared parameter.
package enum Schema: Sendable, Equatable {
    /// A string; lengths count Unicode scalars, `format` is one of JSON Schema's names.
    case string(lengths: ClosedRange<Int>?, pattern: String?, format: String?)
    /// One of a few strings.
    case words([String])
    /// A number without fraction and exponent.
    case integer(ClosedRange<Int64>)
    case boolean
    indirect case array(of: Schema, counts: ClosedRange<Int>?)
    /// An object with these members; others are refused if it is closed.
    case object([Member], closed: Bool)
    /// An object of any names, each with such a value.
    indirect case map(to: Schema)
    case null
    indirect case nullable(Schema)
    case anyOf([Schema])
    /// A schema with a name of its own, described once.
    indirect case named(NamedSchema)

    /// One member of an object.
    package struct Member: Sendable, Equatable {
        package let name: String
        package let schema: Schema
        package let isRequired: Bool
        package let summary: String

        package init(_ name: String, _ schema: Schema, isRequired: Bool = true, _ summary: String) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
            self.summary = summary
        }
    }

    /// Any string.
    package static let text = Schema.string(lengths: nil, pattern: nil, format: nil)
    /// RFC 3339 in UTC with milliseconds.
    package static let time = Schema.string(
        lengths: nil,
        pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$",
        format: "date-time"
    )

    /// A string whose length is bounded.
    package static func string(_ lengths: ClosedRange<Int>) -> Schema {
        .string(lengths: lengths, pattern: nil, format: nil)
    }

    /// A string of one form.
    package static func pattern(_ pattern: String) -> Schema {
        .string(lengths: nil, pattern: pattern, format: nil)
    }

    /// An integer of at least this much, as far as every JSON reader is exact.
    package static func atLeast(_ minimum: Int64) -> Schema {
        .integer(minimum...9_007_199_254_740_991)
    }
}
