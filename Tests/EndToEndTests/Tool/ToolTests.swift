import Foundation
import TestSupport
import Testing

/// The executable, against a daemon that says what the test wants.
@Suite struct ToolTests {
    private static let link = """
        {"linkId":"lnk_1","site":"default","orderId":"A-1","url":"https://shop.example/pay/x","status":"active",\
        "currency":"KWD","amount":1250,"amountText":"1.250","description":"Two chairs",\
        "createdAt":"2026-11-22T13:25:59.000Z","expiresAt":"2026-12-22T13:25:59.000Z","version":1,"seq":1}
        """
    private static let terms = ["--order-id", "A-1", "--description", "Two chairs"]

    private static func answers(_ result: String) -> @Sendable (String) -> ScriptedDaemon.Action {
        { request in
            // The number of the request is the only number before its method.
            let id = request.drop { !$0.isNumber }.dropFirst("2.0\",\"id\":".count).prefix(while: \.isNumber)
            return .answer(#"{"jsonrpc":"2.0","id":\#(id),"result":\#(result)}"#)
        }
    }

    private static func params(_ request: String?) -> String? {
        request?.range(of: #""params":"#).map { String(request?[$0.upperBound...].dropLast() ?? "") }
    }

    @Test func `generate sends minor units and prints the URL first`() async throws {
        let daemon = try ScriptedDaemon(Self.answers(Self.link))
        defer { daemon.stop() }
        let run = try await ToolRun(
            ["generate", "--socket", daemon.path, "--amount", "1.25", "--currency", "KWD", "--metadata", "till=3=a"]
                + ["--email", "ada@shop.example", "--second-chance-email", "--days", "7", "--dry-run"] + Self.terms
        )
        #expect(run.status == 0, "\(run.complaint)")
        #expect(run.output.split(separator: "\n").first == "https://shop.example/pay/x")
        #expect(
            Self.params(daemon.lines.first)
                == #"{"orderId":"A-1","currency":"KWD","amount":1250,"description":"Two chairs","daysActive":7,"#
                + #""secondChanceEmail":true,"customer":{"email":"ada@shop.example"},"metadata":{"till":"3=a"},"#
                + #""dryRun":true}"#
        )
    }

    @Test(arguments: [
        ("49.955", "EUR", "two amounts"), ("1,234.50", "EUR", "separators of thousands"),
        ("-5", "EUR", "write it like 1249.50"),
        ("0", "EUR", "at least 0.01 EUR"), ("1.5", "JPY", "no decimals"), ("49.9555", "EUR", "2 decimals"),
        ("1", "ABC", "ISO 4217"),
    ])
    func `an amount that is not exact never leaves the tool`(amount: String, currency: String, reason: String)
        async throws
    {
        let run = try await ToolRun(
            ["generate", "--socket", "/nowhere", "--amount", amount, "--currency", currency] + Self.terms
        )
        #expect(run.status == 3)
        #expect(run.complaint.hasPrefix("paylink: "))
        #expect(run.complaint.contains(reason), "\(run.complaint)")
        #expect(run.output.isEmpty)
    }

    @Test func `with --json the result is printed as it came, on one line`() async throws {
        let daemon = try ScriptedDaemon(Self.answers(Self.link))
        defer { daemon.stop() }
        for arguments in [
            ["--json", "--socket", daemon.path, "show", "A-1"], ["show", "A-1", "--json", "--socket", daemon.path],
        ] {
            let run = try await ToolRun(arguments)
            #expect(run.output == Self.link + "\n")
            #expect(run.status == 0)
        }
    }

    @Test func `the socket can come from the environment`() async throws {
        let daemon = try ScriptedDaemon(Self.answers(Self.link))
        defer { daemon.stop() }
        #expect(try await ToolRun(["show", "A-1"], environment: ["PAYLINK_SOCKET": daemon.path]).status == 0)
    }

    @Test func `a refusal goes to standard error with the existing link`() async throws {
        let error =
            #"{"code":1006,"message":"Taken.","data":{"kind":"orderIdInUse","existing":{"url":"https://x.example/1"}}}"#
        let daemon = try ScriptedDaemon { _ in .answer(#"{"jsonrpc":"2.0","id":1,"error":\#(error)}"#) }
        defer { daemon.stop() }
        let arguments = ["generate", "--socket", daemon.path, "--amount", "1", "--currency", "EUR"] + Self.terms
        let people = try await ToolRun(arguments)
        #expect(people.status == 1)
        #expect(people.complaint == "paylink: Taken.\nThe existing link: https://x.example/1\n")
        #expect(people.output.isEmpty)
        let program = try await ToolRun(arguments + ["--json"])
        #expect(program.status == 1)
        #expect(program.output == error + "\n")
    }

    private static let code = ##"{"contentType":"text/plain","encoding":"utf-8","data":"█▀\n"}"##

    @Test func `qr asks for the format and writes the bytes alone`() async throws {
        let daemon = try ScriptedDaemon(Self.answers(Self.code))
        defer { daemon.stop() }
        let run = try await ToolRun(["qr", "A-1", "--site", "shop", "--socket", daemon.path])
        #expect(run.output == "█▀\n", "\(run.complaint)")
        #expect(
            Self.params(daemon.lines.first)
                == #"{"site":"shop","orderId":"A-1","format":"text","errorCorrection":"M"}"#
        )
        #expect(try await ToolRun(["qr", "A-1", "--invert", "--socket", daemon.path]).output == " ▄\n")
        for wrong in [["--size", "300"], ["--format", "svg", "--invert"], ["--format", "jpeg"]] {
            #expect(try await ToolRun(["qr", "A-1", "--socket", daemon.path] + wrong).status == 3)
        }
    }

    @Test func `a PNG is written as its bytes`() async throws {
        let daemon = try ScriptedDaemon(
            Self.answers(#"{"contentType":"image/png","encoding":"base64","data":"UE5H"}"#)
        )
        defer { daemon.stop() }
        let options = ["--format", "png", "--size", "300", "--error-correction", "H"]
        let run = try await ToolRun(["qr", "A-1", "--socket", daemon.path] + options)
        #expect(run.output == "PNG")
        #expect(
            Self.params(daemon.lines.first)
                == #"{"orderId":"A-1","format":"png","size":300,"errorCorrection":"H"}"#
        )
    }

    @Test func `an unreachable daemon is status 2 and says what to do`() async throws {
        let run = try await ToolRun(["list", "--socket", "/nowhere/x.sock"])
        #expect(run.status == 2)
        #expect(run.complaint.contains("/nowhere/x.sock") && run.complaint.contains("--socket"))
    }

    @Test(arguments: [
        ["generate"], ["list", "--nope"], ["nope"], ["show"], ["show", "A", "--link-id", "B"], ["call"], ["cancel"],
        ["update", "A"], ["update", "A", "--days", "1", "--seconds", "1"], ["update", "--days", "1"],
        ["list", "--amount-min", "1"], ["call", "m", "x"], ["list", "--timeout", "-1"], ["list", "--limit", "many"],
    ])
    func `wrong usage is status 3`(arguments: [String]) async throws {
        let run = try await ToolRun(arguments, environment: ["PAYLINK_SOCKET": "/nowhere"])
        #expect(run.status == 3)
        #expect(run.complaint.hasPrefix("paylink: "), "\(run.complaint)")
        #expect(run.output.isEmpty)
    }

    @Test func `an update that changes nothing is told each option that would`() async throws {
        let run = try await ToolRun(["update", "A"])
        for option in ["--days", "--seconds", "--expires-at", "--second-chance-email", "--metadata"] {
            #expect(run.complaint.contains(option), "\(run.complaint)")
        }
    }

    @Test(arguments: [
        "generate", "show", "list", "export", "duplicate", "cancel", "update", "status", "call", "pipe", "verify",
        "discover", "pay", "refund", "replace", "wait",
    ])
    func `every command has help with an example`(command: String) async throws {
        let run = try await ToolRun([command, "--help"])
        #expect(run.status == 0)
        #expect(run.output.contains("Example") && run.output.contains("paylink \(command)"), "\(run.output)")
        #expect(run.complaint.isEmpty)
    }

    @Test func `an amount alone is in the old link's currency`() async throws {
        let daemon = try ScriptedDaemon(Self.answers(Self.link))
        defer { daemon.stop() }
        let run = try await ToolRun([
            "duplicate", "A-1", "A-2", "--amount", "0.5", "--supersede", "--socket", daemon.path,
        ])
        #expect(run.status == 0, "\(run.complaint)")
        #expect(daemon.lines.count == 2)
        #expect(daemon.lines.first?.contains(#""method":"getLink""#) == true)
        let params = #"{"orderId":"A-1","newOrderId":"A-2","overrides":{"amount":500},"supersede":true}"#
        #expect(Self.params(daemon.lines.last) == params)
    }

    @Test func `nothing changed is nothing overridden`() async throws {
        let daemon = try ScriptedDaemon(Self.answers(Self.link))
        defer { daemon.stop() }
        #expect(try await ToolRun(["duplicate", "A-1", "A-2", "--socket", daemon.path]).status == 0)
        #expect(Self.params(daemon.lines.first) == #"{"orderId":"A-1","newOrderId":"A-2"}"#)
    }

    @Test func `cancel sends what it was given`() async throws {
        let daemon = try ScriptedDaemon(Self.answers(Self.link))
        defer { daemon.stop() }
        #expect(
            try await ToolRun(["cancel", "A-1", "--reason", "-twice", "--if-version", "3", "--socket", daemon.path])
                .status
                == 0
        )
        #expect(Self.params(daemon.lines.first) == #"{"orderId":"A-1","reason":"-twice","ifVersion":3}"#)
    }

    @Test func `update sends what it was given`() async throws {
        let daemon = try ScriptedDaemon(Self.answers(Self.link))
        defer { daemon.stop() }
        let common = ["update", "A-1", "--socket", daemon.path]
        let runs = [
            ["--days", "7", "--reason", "-time", "--if-version", "3"], ["--expires-at", "2026-12-24 18:00"],
            ["--no-second-chance-email", "--metadata", "till=3=a", "--seconds", "60"],
        ]
        for arguments in runs {
            let run = try await ToolRun(common + arguments)
            #expect(run.status == 0, "\(run.complaint)")
            #expect(run.output.hasPrefix("https://shop.example/pay/x\n"))
        }
        #expect(daemon.lines.allSatisfy { $0.contains(#""method":"updateLink""#) })
        #expect(
            daemon.lines.compactMap(Self.params) == [
                #"{"orderId":"A-1","daysActive":7,"reason":"-time","ifVersion":3}"#,
                #"{"orderId":"A-1","expiresAt":"2026-12-24T18:00:00.000Z"}"#,
                #"{"orderId":"A-1","secondsActive":60,"secondChanceEmail":false,"metadata":{"till":"3=a"}}"#,
            ]
        )
    }

    @Test func `call takes pairs, a text and standard input`() async throws {
        let daemon = try ScriptedDaemon(Self.answers(Self.link))
        defer { daemon.stop() }
        let common = ["call", "--socket", daemon.path, "getLink"]
        #expect(try await ToolRun(common + [#"orderId="123""#]).output == Self.link + "\n")
        #expect(try await ToolRun(common + [#"{"orderId":"B"}"#]).status == 0)
        #expect(try await ToolRun(common + ["-"], input: "{\"orderId\":\n\"C\"}").status == 0)
        #expect(
            daemon.lines.compactMap(Self.params) == [#"{"orderId":"123"}"#, #"{"orderId":"B"}"#, #"{"orderId": "C"}"#]
        )
    }

    @Test func `output that can't be written is an error`() async throws {
        let daemon = try ScriptedDaemon(Self.answers(Self.link))
        defer { daemon.stop() }
        let run = try await ToolRun(["show", "A-1", "--socket", daemon.path], output: "/dev/full")
        #expect(run.status == 4)
        #expect(run.complaint.contains("could not write the output"))
    }
}
