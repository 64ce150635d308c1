import TestSupport
import Testing

/// What a shell can hand over that is not what it looks like.
@Suite struct BorderTests {
    private static let tool = BuiltProgram.path("paylink")

    /// Runs a script of the shell with the tool as `$paylink` and a socket as `$socket`.
    private func shell(_ script: String, _ daemon: ScriptedDaemon) async throws -> ToolRun {
        try await ToolRun(["-c", "paylink=\(Self.tool) socket=\(daemon.path); \(script)"], program: "/bin/bash")
    }

    @Test(arguments: [
        "cancel $'M\\xfcller'", "show $'M\\xf6ller'", "pay $'\\xff' 1", "list --prefix $'\\xe8'",
        "call getLink orderId=$'\\xe9'", "generate --from $'\\xe9.csv'", "erase --email $'\\xe9' --reason x --yes",
        "update A --reason $'\\xe9' --days 1",
    ])
    func `an argument that is not UTF-8 is refused before anything is sent`(command: String) async throws {
        let daemon = try ScriptedDaemon { _ in .stayQuiet }
        defer { daemon.stop() }
        let run = try await shell("PAYLINK_SOCKET=$socket $paylink \(command)", daemon)
        #expect(run.status == 3 && run.complaint.contains("is not UTF-8"), "\(run.complaint)")
        #expect(daemon.lines.isEmpty)
    }

    @Test func `so is the path of the socket in the environment`() async throws {
        let daemon = try ScriptedDaemon { _ in .stayQuiet }
        defer { daemon.stop() }
        let run = try await shell("PAYLINK_SOCKET=$'/\\xe9' $paylink list", daemon)
        #expect(run.status == 3 && run.complaint.contains("PAYLINK_SOCKET is not UTF-8"), "\(run.complaint)")
    }

    @Test(arguments: [
        "$daemon --config $'/\\xe9.json'", "$daemon --socket $'/\\xe9'", "$daemon --state-directory $'/\\xe9'",
        "STATE_DIRECTORY=$'/\\xe9' $daemon", "CONFIGURATION_DIRECTORY=$'/\\xe9' $daemon --check-config",
    ])
    func `nor does the daemon take a path that is not UTF-8 for another one`(command: String) async throws {
        let program = BuiltProgram.path("paylinkd")
        let run = try await ToolRun(["-c", "daemon=\(program); \(command)"], program: "/bin/bash")
        #expect(run.status == 78 && run.complaint.contains("is not UTF-8"), "\(run.complaint)")
    }

    @Test(arguments: ["list", "list --all", "export", "events", "status", "show A", "call getLink orderId=A", "--help"])
    func `a closed standard output is status 4, and the daemon gets no output`(command: String) async throws {
        let daemon = try ScriptedDaemon { _ in
            let firsts = #""version":"1","linkId":"lnk_1","links":[{"orderId":"A"}],"events":[{"seq":1}]"#
            return .answer(#"{"jsonrpc":"2.0","id":1,"result":{\#(firsts),"seq":1}}"#)
        }
        defer { daemon.stop() }
        let run = try await shell("PAYLINK_SOCKET=$socket $paylink \(command) >&-", daemon)
        #expect(run.status == 4, "\(command): \(run.complaint)")
        #expect(daemon.lines.allSatisfy { $0.hasPrefix(#"{"jsonrpc":"2.0""#) })
    }

    @Test func `complaints never go to the daemon`() async throws {
        let daemon = try ScriptedDaemon { _ in .answer(#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"No."}}"#)
        }
        defer { daemon.stop() }
        let run = try await shell("$paylink list --socket $socket 2>&-", daemon)
        #expect(run.status == 1)
        #expect(daemon.lines.count == 1)
    }

    @Test func `a closed standard input is wrong usage`() async throws {
        let daemon = try ScriptedDaemon { _ in .stayQuiet }
        defer { daemon.stop() }
        for command in ["pipe", "call getLink -", "generate --from -"] {
            let run = try await shell("$paylink \(command) --socket $socket <&-", daemon)
            #expect(run.status == 3, "\(command): \(run.complaint)")
        }
        #expect(daemon.lines.isEmpty)
    }

    @Test func `pipe without an answer is no success`() async throws {
        let request = #"{"jsonrpc":"2.0","id":1,"method":"getServiceStatus"}"#
        let silent = try ScriptedDaemon(greeting: "") { _ in .stayQuiet }
        defer { silent.stop() }
        let run = try await ToolRun(["pipe", "--socket", silent.path], input: request + "\n")
        #expect(run.status == 2 && run.output.isEmpty, "\(run.complaint)")
        let notification = try await ToolRun(
            ["pipe", "--socket", silent.path],
            input: #"{"jsonrpc":"2.0","method":"getServiceStatus"}"#
        )
        #expect(notification.output.isEmpty)
    }

    @Test(arguments: ["null", "{}", "[]", "7", #"{"links":5}"#, #"{"links":[5]}"#, #"{"events":{},"linkId":5}"#])
    func `a result of another program is not taken for an empty one of ours`(result: String) async throws {
        let daemon = try ScriptedDaemon { _ in .answer(#"{"jsonrpc":"2.0","id":1,"result":\#(result)}"#) }
        defer { daemon.stop() }
        for command in [
            "list", "list --json --all", "export", "show A", "events", "status", "qr A", "pay A 1", "cancel A",
            "erase --email a@b.example --reason x --yes", "wait A", "call listLinks",
            "generate --order-id A --amount 1 --currency EUR --description x",
        ] {
            let run = try await shell("$paylink \(command) --socket $socket", daemon)
            #expect(run.status == 2 && run.output.isEmpty, "\(command): \(run.output)")
            #expect(run.complaint.contains("not an answer of paylinkd"), "\(command): \(run.complaint)")
        }
    }

    @Test(arguments: [
        ("list --open", "--status open"), ("list --expired --text x", "--status expired"), ("list --limt 3", "--limit"),
        ("generate --phone 1", "--phone"), ("generate --order-id A --amont 3 --days 2", "--amount"),
        ("pay A --comment x", "--note"), ("erase --name x", "--name"),
        ("update A --expires 2027-01-01", "--expires-at"), ("show --id A", "--id"),
    ])
    func `an option that does not exist is told before what is missing`(command: String, mention: String) async throws {
        let daemon = try ScriptedDaemon { _ in .stayQuiet }
        defer { daemon.stop() }
        let run = try await shell("$paylink \(command) --socket $socket", daemon)
        #expect(run.status == 3 && run.complaint.hasPrefix("paylink: There is no option --"), "\(run.complaint)")
        #expect(run.complaint.contains(mention), "\(run.complaint)")
        #expect(daemon.lines.isEmpty)
    }

    @Test func `what stands behind an option is its value and no option`() async throws {
        let daemon = try ScriptedDaemon { _ in .stayQuiet }
        defer { daemon.stop() }
        let run = try await shell("$paylink generate --order-id --x --description --y --socket $socket", daemon)
        #expect(run.status == 3 && run.complaint.contains("--amount 49.95 --currency EUR"), "\(run.complaint)")
    }

    @Test func `control characters reach a terminal as escapes`() async throws {
        let bad = "a\u{9B}31m\u{202E}b"
        let event = "{\"seq\":1,\"type\":\"linkCancelled\",\"orderId\":\"A\",\"reason\":\"\(bad)\"}"
        let result = "{\"links\":[{\"orderId\":\"\(bad)\"}],\"nextCursor\":null,\"events\":[\(event)],\"seq\":1}"
        let daemon = try ScriptedDaemon { _ in .answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\(result)}") }
        defer { daemon.stop() }
        for command in [
            "list", "list --json", "list --json --all", "export", "export --format csv", "events", "events --json",
        ] {
            let run = try await ToolRun(
                ["-qec", "\(Self.tool) \(command) --socket \(daemon.path)", "/dev/null"],
                program: "/usr/bin/script"
            )
            #expect(!run.output.unicodeScalars.contains { $0 == "\u{9B}" || $0 == "\u{202E}" }, "\(command)")
            #expect(run.output.contains("31m"))
        }
    }

    @Test func `a refusal names the option and not a JSON pointer`() async throws {
        let error = #"{"code":2005,"message":"`email` has no domain.","data":{"parameter":"/customer/email"}}"#
        let daemon = try ScriptedDaemon { _ in .answer(#"{"jsonrpc":"2.0","id":1,"error":\#(error)}"#) }
        defer { daemon.stop() }
        let run = try await ToolRun([
            "generate", "--order-id", "A", "--amount", "1", "--currency", "EUR", "--description", "x", "--email", "a@b",
            "--socket", daemon.path,
        ])
        #expect(run.complaint == "paylink: --email has no domain.\n")
    }
}
