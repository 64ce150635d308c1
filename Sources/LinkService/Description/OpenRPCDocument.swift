import JSON

/// The service described for programs, by OpenRPC 1.3 (spec.open-rpc.org): made of the declarations beside the methods.
package struct OpenRPCDocument: Sendable {
    /// The document as compact JSON.
    package let text: [UInt8]

    /// Describes every method.
    package init(facts: ServiceFacts) {
        var writer = JSONWriter(reserving: 64 << 10)
        writer.object { writer in
            writer.member("openrpc", "1.3.2")
            writer.object("info") { writer in
                writer.member("title", "paylinkd")
                writer.member("version", facts.version)
                writer.member("description", Self.summary)
            }
            writer.array("servers") { writer in
                writer.object { writer in
                    writer.member("name", "local")
                    writer.member("url", "unix:/run/paylinkd.sock")
                    writer.member("summary", "A Unix stream socket; one JSON text per line.")
                }
            }
            writer.array("methods") { writer in
                for method in MethodDeclaration.all { writer.method(method) }
            }
            writer.components(of: MethodDeclaration.all)
            writer.array("x-errors") { writer in
                for error in DeclaredError.ofEveryLine { writer.error(error) }
            }
            writer.object("x-limits") { writer in
                for limit in facts.limits {
                    writer.key(limit.name)
                    writer.value(limit.value)
                }
            }
        }
        text = writer.bytes
    }

    private static let summary =
        "Makes, keeps and answers for payment links. Every change is on disk before its answer. Errors are matched by "
        + "`data.kind`; `x-errors` are those that any line may get, and `x-limits` the limits in force."
}

extension JSONWriter {
    fileprivate mutating func method(_ method: MethodDeclaration) {
        object { writer in
            writer.member("name", method.name)
            writer.member("summary", method.summary)
            writer.member("paramStructure", "either")
            writer.array("params") { writer in
                for parameter in method.parameters { writer.parameter(parameter) }
            }
            writer.object("result") { writer in
                writer.member("name", "result")
                writer.key("schema")
                writer.schema(method.result)
            }
            writer.array("errors") { writer in
                for error in method.errors { writer.error(error) }
            }
            writer.array("examples") { writer in
                for example in method.examples { writer.example(example) }
            }
        }
    }

    private mutating func parameter(_ parameter: DeclaredParameter) {
        object { writer in
            writer.member("name", parameter.name)
            writer.member("description", parameter.summary)
            writer.member("required", parameter.isRequired)
            writer.key("schema")
            writer.schema(parameter.schema)
        }
    }

    fileprivate mutating func error(_ error: DeclaredError) {
        object { writer in
            writer.member("code", Int64(error.code))
            writer.member("message", error.meaning)
            writer.object("data") { writer in
                writer.member("kind", error.kind)
                writer.member("retryable", error.retryable)
            }
        }
    }

    /// An example pairing has no place for an error, so only answers with a result are shown here.
    private mutating func example(_ example: Example) {
        guard !example.isRefused else { return }
        object { writer in
            writer.member("name", example.name)
            writer.array("params") { writer in
                for parameter in example.parameters.members {
                    writer.object { writer in
                        writer.member("name", parameter.name)
                        writer.key("value")
                        writer.copy(parameter.value)
                    }
                }
            }
            writer.object("result") { writer in
                writer.member("name", "result")
                writer.key("value")
                writer.copy(example.answer)
            }
        }
    }

    fileprivate mutating func components(of methods: [MethodDeclaration]) {
        var named: [NamedSchema] = []
        for method in methods {
            method.result.collectNamed(into: &named)
            for error in method.errors {
                for detail in error.details { detail.schema.collectNamed(into: &named) }
            }
        }
        object("components") { writer in
            writer.object("schemas") { writer in
                for schema in named {
                    writer.key(schema.name)
                    writer.schema(schema.schema)
                }
            }
        }
    }
}

extension Schema {
    /// Finds the named schemas within, each once, in the order of their first mention.
    fileprivate func collectNamed(into found: inout [NamedSchema]) {
        switch self {
        case .named(let named):
            guard !found.contains(named) else { return }
            found.append(named)
            named.schema.collectNamed(into: &found)
        case .array(let element, _): element.collectNamed(into: &found)
        case .map(let value), .nullable(let value): value.collectNamed(into: &found)
        case .anyOf(let schemas):
            for schema in schemas { schema.collectNamed(into: &found) }
        case .object(let members, _):
            for member in members { member.schema.collectNamed(into: &found) }
        case .string, .words, .integer, .boolean, .null: return
        }
    }
}
