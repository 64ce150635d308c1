import Issuing
import MultiSafepay
import Standin
import TestSupport
import Testing

/// A stand-in of the payment service, the client of one site at it, and the whole daemon's service over that.
struct ServiceAtStandin: Sendable {
    static let apiKey = "test-key-of-the-site"

    let standin: StandinServer
    let client: MultiSafepayService

    /// Runs something with a stand-in that is set up by a test, and ends both afterwards.
    static func with(
        _ setUp: (inout StandinOptions) throws -> Void = { _ in },
        apiKey: String = Self.apiKey,
        _ body: (ServiceAtStandin) async throws -> Void
    ) async throws {
        var options = StandinOptions(apiKey: Self.apiKey)
        try setUp(&options)
        let standin = try await StandinServer.start(options)
        let settings = MultiSafepaySettings(
            apiURL: standin.apiURL,
            apiKey: try #require(APIKey(apiKey.utf8)),
            notificationURL: "http://127.0.0.1:9/notify"
        )
        let client = MultiSafepayService(settings) { _ in }
        let error = await Self.error { try await body(ServiceAtStandin(standin: standin, client: client)) }
        await client.shutdown()
        await standin.stop()
        if let error { throw error }
    }

    /// The methods, over this site's issuer.
    ///
    /// - Parameters:
    ///   - longest: Waits of at most this end at once: by default the pauses do, and a call's patience never.
    ///   - body: What runs.
    /// - Throws: What the body threw.
    func withService(
        firing longest: Duration = .seconds(24),
        _ body: @escaping @Sendable (ServiceFixture) async throws -> Void
    ) async throws {
        let service = try ServiceFixture(issuers: ["default": MultiSafepayIssuer(client)])
        try await service.withOutbox(firing: longest) { try await body(service) }
    }

    private static func error(_ body: () async throws -> Void) async -> (any Error)? {
        do { try await body() } catch { return error }
        return nil
    }
}
