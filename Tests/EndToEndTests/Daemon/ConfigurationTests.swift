import Glibc
import JSONRPC
import PaylinkClient
import TestSupport
import Testing
import JSON

@Suite(.timeLimit(.minutes(10))) struct ConfigurationTests {
    @Test func `two sites have their own checkout addresses and their own order IDs`() async throws {
        let place = try DaemonPlace()
        let file = try place.write(
            #"{"sites":{"nl":{"checkoutUrl":"https://nl.example/pay"},"de":{"checkoutUrl":"https://de.example/p/"}}}"#,
            to: "paylinkd.json"
        )
        var options = DaemonProcess.Options()
        options.arguments = ["--config", file]
        let daemon = try await DaemonProcess.start(in: place, options)
        let client = place.client()
        let nl = try #require(try await generate(client, site: "nl").link)
        let de = try #require(try await generate(client, site: "de").link)
        #expect(nl.url.hasPrefix("https://nl.example/pay/"))
        #expect(de.url.hasPrefix("https://de.example/p/"))
        #expect(nl.linkID != de.linkID)
        #expect(try await generate(client, site: nil).refusal?.parameter == "/site")
        let unknown = try await generate(client, site: "fr").refusal
        #expect(unknown?.code == 1004 && unknown?.kind == "unknownSite" && unknown?.parameter == "/site")
        try await daemon.crash()
    }

    @Test func `systemd's folders are used when nothing else is said`() async throws {
        let place = try DaemonPlace()
        _ = try place.write(#"{"sites":{"shop":{"checkoutUrl":"https://shop.example/pay/"}}}"#, to: "paylinkd.json")
        var options = DaemonProcess.Options()
        options.environment = ["CONFIGURATION_DIRECTORY": place.directory]
        let daemon = try await DaemonProcess.start(in: place, options)
        #expect(try await place.client().generate("A-1").link?.url.hasPrefix("https://shop.example/pay/") == true)
        try await daemon.crash()
    }

    @Test func `a limit of the file holds, and is told`() async throws {
        let place = try DaemonPlace()
        let file = try place.write(#"{"limits":{"lineBytes":300}}"#, to: "paylinkd.json")
        var options = DaemonProcess.Options()
        options.arguments = ["--config", file]
        let daemon = try await DaemonProcess.start(in: place, options)
        let client = place.client()
        let status = try await client.call("getServiceStatus").get()
        #expect(status["limits"]?["lineBytes"]?.integer == 300)
        try await client.send(String(repeating: "x", count: 301))
        #expect(try await client.readLine()?.contains("lineTooLong") == true)
        try await daemon.crash()
    }

    @Test(arguments: [
        ("{", "paylinkd.json"),
        ("[]", "paylinkd.json"),
        (#"{"sits":{}}"#, "/sits"),
        (#"{"sites":{}}"#, "sites"),
        (#"{"sites":{"nl":{}}}"#, "nl has no `checkoutUrl`"),
        (#"{"sites":{"nl":{"checkoutUrl":7}}}"#, "/sites/nl/checkoutUrl"),
        (#"{"sites":{"nl":{"checkoutUrl":"nl.example"}}}"#, "nl"),
        (#"{"sites":{"nl":{"checkoutUrl":"https://nl.example/","issuer":"bank"}}}"#, "bank"),
        (#"{"sites":{"n l":{"checkoutUrl":"https://nl.example/"}}}"#, "n l"),
        (#"{"sites":{"nl":{"checkoutUrl":"https://a/"},"nl":{"checkoutUrl":"https://b/"}}}"#, "nl"),
        (#"{"limits":{"lineBytes":0}}"#, "/limits/lineBytes"),
        (#"{"limits":{"lineBytes":1.5}}"#, "/limits/lineBytes"),
        (#"{"limits":{"bytes":1}}"#, "/limits/bytes"),
        (#"{"socket":null}"#, "/socket"),
    ])
    func `a file that can't be meant is refused in one sentence`(text: String, mention: String) async throws {
        let place = try DaemonPlace()
        let file = try place.write(text, to: "paylinkd.json")
        try await refuses(["--config", file], in: place, mention)
    }

    @Test func `a file that is not there is refused in one sentence`() async throws {
        let place = try DaemonPlace()
        try await refuses(["--config", "\(place.directory)/none.json"], in: place, "none.json")
    }

    private func refuses(_ arguments: [String], in place: DaemonPlace, _ mention: String) async throws {
        var options = DaemonProcess.Options()
        options.arguments = arguments
        let daemon = try DaemonProcess.launch(in: place, options)
        #expect(try await daemon.child.wait() == .exited(1))
        let said = sentences(daemon.child)
        #expect(said.count == 1)
        let sentence = try #require(said.first)
        #expect(sentence.hasPrefix("paylinkd: ") && sentence.hasSuffix("."), "\(sentence)")
        #expect(sentence.contains(mention), "\(sentence)")
        #expect(access(place.journalPath, F_OK) != 0, "nothing may be made before the settings are sound")
    }

    private func generate(_ client: LineClient, site: String?) async throws -> LinkAnswer {
        try await client.link(
            "generateLink",
            parameters { writer in
                if let site { writer.member("site", site) }
                writer.member("orderId", "A-1")
                writer.member("currency", "EUR")
                writer.member("amount", 4995)
                writer.member("description", "A test")
            }
        )
    }
}
