package import Testing

extension ServiceFixture {
    /// Asks for events and expects that it works.
    package func events(
        _ after: String,
        _ more: String = "",
        at location: SourceLocation = #_sourceLocation
    ) async throws -> SeenPage {
        let answer = try await call("listEvents", #"{"after":\#(after)\#(more.isEmpty ? "" : ",")\#(more)}"#)
        let result = try #require(answer.result, "\(answer)", sourceLocation: location)
        return SeenPage(result)
    }

    /// Asks for events after a number.
    package func events(after seq: Int64, _ more: String = "") async throws -> SeenPage {
        try await events(String(seq), more)
    }
}
