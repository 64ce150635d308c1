import JSON
import JSONRPC
import PaymentLinks

/// The rows of a batch as they were sent: those that can be understood, and what is wrong with the others.
struct LinkRows {
    private(set) var rows: [GenerateBatchCommand.Row] = []
    private(set) var errors: [RowError] = []
    /// The site that the batch's idempotency key belongs to: the first row's.
    private(set) var site: SiteName?
    /// How long the answer may get at most, if every row makes its link.
    private(set) var answerBytes = 0

    /// Reads every row, whatever is wrong with the ones before it.
    init(_ links: JSONValue, _ context: ServiceContext) async {
        for (number, value) in links.elements.enumerated() {
            do throws(RPCError) {
                let command = try await Self.command(value, at: "/links/\(number)", context)
                if number == 0 { site = command.key.site }
                rows.append(GenerateBatchCommand.Row(number: number, command: command))
                let urlBytes = command.issuance.url?.utf8.count ?? ServiceLimits.issuedURLBytesMax
                answerBytes += ServiceLimits.answerBytes(row: value.rawBytes.count, url: urlBytes)
            } catch {
                errors.append(RowError(row: number, error: error))
            }
        }
    }

    /// What a row takes: everything that `generateLink` takes, but what concerns the call as a whole.
    static let members = GenerateLink.parameters.filter { parameter in
        parameter.name != LinkParameters.idempotencyKey.name && parameter.name != LinkParameters.dryRun.name
    }

    private static func command(
        _ value: JSONValue,
        at pointer: String,
        _ context: ServiceContext
    ) async throws(RPCError) -> GenerateCommand {
        guard value.kind == .object else {
            throw .invalidParameter(pointer, "A row must be an object, such as what `generateLink` takes.")
        }
        let arguments = try Arguments(members: value, declared: members, at: pointer)
        let key = try await context.key(of: arguments)
        try await context.expectMakesLinks(key, arguments)
        return try GenerateLink.command(key, arguments, context)
    }
}
