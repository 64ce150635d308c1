/// A parameter of a method, declared once: its name, what its value has to be, and what it is for.
struct Parameter<Value>: Sendable {
    let name: String
    /// Where it stands in `params`, as a JSON Pointer.
    let pointer: String
    let type: ParameterType<Value>
    /// One sentence for people.
    let summary: String

    init(_ name: String, _ type: ParameterType<Value>, _ summary: String) {
        self.name = name
        pointer = "/" + name
        self.type = type
        self.summary = summary
    }

    /// The declaration of a parameter that every call needs.
    var required: DeclaredParameter {
        DeclaredParameter(
            name: name,
            isRequired: true,
            expectation: type.expectation,
            schema: type.schema,
            summary: summary
        )
    }

    /// The declaration of a parameter that may be left out.
    var optional: DeclaredParameter {
        DeclaredParameter(
            name: name,
            isRequired: false,
            expectation: type.expectation,
            schema: type.schema,
            summary: summary
        )
    }
}
