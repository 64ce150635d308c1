import Issuing
package import JSON
package import JSONRPC
package import PaymentLinks

/// `generateLinks`: makes many payment links, all of them or none.
package struct GenerateLinks: Method {
    package static let name = "generateLinks"
    package static let summary = "Makes many payment links at once: all of them are recorded together, or none is."
    package static let parameters: [DeclaredParameter] = [
        links.required, LinkParameters.dryRun.optional, LinkParameters.idempotencyKey.optional,
    ]
    package static let isSlow = true
    package static let result = Schema.named(
        NamedSchema(
            "MadeLinks",
            .object(
                [
                    Schema.Member(
                        "links",
                        .array(of: .named(LinkSchema.link), counts: nil),
                        "The link of each row, in the order of the rows."
                    )
                ],
                closed: false
            )
        )
    )
    package static let errors = DeclaredError.ofRecording + [.invalidParameter, .idempotencyConflict]

    /// The name of the parameter with the rows.
    static let rowsName = "links"

    private static let links = Parameter(
        rowsName,
        ParameterType<JSONValue>(
            expectation: "an array of at least one object with what `generateLink` takes",
            schema: .array(of: .object(LinkRows.members.map(\.member), closed: true), counts: nil)
        ) { (value, pointer) throws(RPCError) in
            guard value.kind == .array, value.count > 0 else {
                throw .invalidParameter(pointer, "`links` must be an array of at least one object.")
            }
            return value
        },
        "The rows: objects of what `generateLink` takes, without `idempotencyKey` and `dryRun`."
    )

    package static func answerRoom(_ value: (_ parameter: String) -> JSONValue?, _ limits: ServiceLimits) -> Int {
        guard let links = value(rowsName), links.kind == .array else { return LineReply.ordinaryRoom }
        let urls = ServiceLimits.answerBytes(row: 0, url: ServiceLimits.issuedURLBytesMax) * links.count
        return min(limits.answerBytesMax, links.rawBytes.count + urls)
    }

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let links = try arguments.required(Self.links)
        let dryRun = try arguments.optional(LinkParameters.dryRun) ?? false
        let key = try arguments.optional(LinkParameters.idempotencyKey)
        guard links.count <= context.limits.linksPerCallMax else { throw .tooManyRows(context.limits.linksPerCallMax) }
        let rows = await LinkRows(links, context)
        var command = GenerateBatchCommand(rows: rows.rows)
        guard rows.errors.isEmpty, let site = rows.site else {
            throw .rowsRefused(try await refusals(of: command, besides: rows.errors, by: caller), bytesMax: rowBytesMax)
        }
        let answerBytesMax = min(context.limits.answerBytesMax, arguments.room.byteCount)
        guard rows.answerBytes <= answerBytesMax else { throw .rowsTooLong(limit: answerBytesMax) }
        if key != nil { command.request = try context.request(Self.name, arguments, site: site, by: caller) }
        let request = LedgerRequest(.generateBatch(command), by: caller, at: context.clock.now(), dryRun: dryRun)
        return try await perform(request)
    }

    private func perform(_ request: LedgerRequest) async throws(RPCError) -> [UInt8] {
        let outcome: CommandOutcome
        do throws(LedgerError) {
            outcome = try await context.issued(context.ledger.perform(request))
        } catch .refused(.rows(let refusals)) {
            throw .rowsRefused(refusals.map { RowError($0, at: request.now) }, bytesMax: rowBytesMax)
        } catch {
            throw RPCError(error, at: request.now) { _ in "/idempotencyKey" }
        }
        var writer = JSONWriter(reserving: JSONWriter.linkByteCount * outcome.answers.count)
        writer.object { writer in
            writer.array("links") { writer in
                for answer in outcome.answers {
                    writer.link(
                        answer.link,
                        at: outcome.statusAt,
                        of: context.sites.profile(of: answer.link.key.site),
                        isDryRun: answer.isDryRun
                    )
                }
            }
        }
        return writer.bytes
    }

    /// Also decides the rows that can be read, without recording them: the caller sees every mistake at once.
    private func refusals(
        of command: GenerateBatchCommand,
        besides known: [RowError],
        by caller: Caller
    ) async throws(RPCError) -> [RowError] {
        guard !command.rows.isEmpty else { return known }
        let request = LedgerRequest(.generateBatch(command), by: caller, at: context.clock.now(), dryRun: true)
        do throws(LedgerError) {
            _ = try await context.ledger.perform(request)
        } catch .refused(.rows(let refusals)) {
            return (known + refusals.map { RowError($0, at: request.now) }).sorted { $0.row < $1.row }
        } catch .notAllowed {
            throw RPCError(.notAllowed, at: request.now) { _ in nil }
        } catch {
            return known
        }
        return known
    }

    /// Room for the list of refused rows within one answer.
    private var rowBytesMax: Int { context.limits.answerBytesMax / 2 }
}

extension RPCError {
    fileprivate static func tooManyRows(_ limit: Int) -> RPCError {
        RPCError(
            .batchTooLarge,
            "`links` has more than \(limit) rows, and nothing was recorded; send them in several calls.",
            at: "/links",
            limit: limit
        )
    }

    fileprivate static func rowsTooLong(limit: Int) -> RPCError {
        RPCError(
            .responseTooLarge,
            "The links could be more than the \(limit) bytes that an answer may have, and nothing was "
                + "recorded; send the rows in several calls.",
            at: "/links",
            limit: limit
        )
    }
}
