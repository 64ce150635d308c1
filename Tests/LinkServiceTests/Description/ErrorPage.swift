import LinkService

/// The page `proto-docs/errors.md`, made of the declared errors.
enum ErrorPage {
    /// The page as Markdown.
    static var text: String {
        let rows = DeclaredError.all.map { error in
            let details = error.details.map { "`\($0.name)`: \($0.summary)" }.joined(separator: " ")
            return
                "| \(error.code) | `\(error.kind)` | \(error.retryable ? "yes" : "") | \(error.meaning) | \(details) |"
        }
        return """
            <!-- Made of the declared errors; change those, not this page. -->

            # Errors

            An answer has either a `result` or an `error`. `error.message` is one sentence for people; programs match on
            `error.data.kind`, which never changes its meaning. `error.data.parameter` is a JSON Pointer (RFC 6901) into
            `params` and stands only where one value is to blame. `error.data.retryable` tells whether the same request may
            succeed later, unchanged. Codes from -32768 to -32000 are those of JSON-RPC and of the server; the others are the
            numbers that MultiSafepay uses for the same thing.

            | code | kind | retryable | when, and what to do | also in `data` |
            |---|---|---|---|---|
            \(rows.joined(separator: "\n"))

            """
    }
}
