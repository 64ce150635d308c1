/// A schema that several places refer to by name.
package struct NamedSchema: Sendable, Equatable {
    package let name: String
    package let schema: Schema

    package init(_ name: String, _ schema: Schema) {
        self.name = name
        self.schema = schema
    }
}
