import Foundation
import Glibc
import JSONRPC
import PaylinkClient
@testable import paylinkd
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

    @Test func `systemd's directories are used without arguments`() async throws {
        let place = try DaemonPlace()
        _ = try place.write(#"{"sites":{"shop":{"checkoutUrl":"https://shop.example/pay/"}}}"#, to: "paylinkd.json")
        var options = DaemonProcess.Options()
        options.environment = ["CONFIGURATION_DIRECTORY": place.directory]
        let daemon = try await DaemonProcess.start(in: place, options)
        #expect(try await place.client().generate("A-1").link?.url.hasPrefix("https://shop.example/pay/") == true)
        try await daemon.crash()
    }

    @Test func `a configured limit holds, and is in the status`() async throws {
        let place = try DaemonPlace()
        let file = try place.write(#"{"limits":{"lineBytes":300},"ledger":{"engine":"journal"}}"#, to: "paylinkd.json")
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
        ("", "is empty"), (" \n", "is empty"), ("{", "line 1, column 2"), ("\u{FEFF}{}", "line 1, column 1"),
        ("[]", "line 1, column 1: the file must be an object"),
        (#"{"sits":{}}"#, "line 1, column 2: /sits is unknown"),
        ("{\n  \"limits\": {\"bach\": 10}\n}", "line 2, column 14: /limits/bach is unknown"),
        (#"{"sites":{}}"#, "/sites has no site"),
        (#"{"sites":{"nl":{}}}"#, "/sites/nl has no checkoutUrl"),
        (#"{"sites":{"nl":{"checkoutUrl":7}}}"#, "line 1, column 31: /sites/nl/checkoutUrl must be a string"),
        (#"{"sites":{"nl":{"checkoutUrl":"nl.example"}}}"#, "/sites/nl/checkoutUrl is no checkout address"),
        (#"{"sites":{"nl":{"checkoutURL":"https://nl.example/"}}}"#, "/sites/nl/checkoutURL is unknown"),
        (#"{"sites":{"nl":{"checkoutUrl":"https://nl.example/","issuer":"bank"}}}"#, "/sites/nl/issuer must be"),
        (#"{"sites":{"n l":{"checkoutUrl":"https://nl.example/"}}}"#, "/sites/n l is no name for a site"),
        (#"{"sites":{"nl":{"checkoutUrl":"https://a/"},"nl":{"checkoutUrl":"https://b/"}}}"#, "nl twice"),
        (#"{"limits":{"lineBytes":0}}"#, "/limits/lineBytes must be an integer from 128 to"),
        (#"{"limits":{"lineBytes":1.5}}"#, "/limits/lineBytes"),
        (#"{"limits":{"drainSeconds":9223372036854775807}}"#, "/limits/drainSeconds must be an integer from 1 to 3600"),
        (#"{"limits":{"depth":"9"}}"#, "/limits/depth"),
        (#"{"idleExitSeconds":0}"#, "/idleExitSeconds must be an integer from 1"),
        (#"{"ledger":{"engine":"mysql"}}"#, "line 1, column 21: /ledger/engine is no engine of paylinkd; use journal"),
        (#"{"ledger":{"engin":"journal"}}"#, "/ledger/engin is unknown; use engine"),
        (#"{"rights":{}}"#, "line 1, column 11: /rights must be an array"),
        (#"{"rights":[{"methods":["getLink"]}]}"#, "line 1, column 12: /rights/0 is a rule for nobody"),
        (#"{"rights":[{"user":[0]}]}"#, "line 1, column 13: /rights/0/user is unknown; use users, groups"),
        (#"{"rights":[{"users":"root"}]}"#, "/rights/0/users must be an array"),
        (
            #"{"rights":[{"users":["no-such-user"]}]}"#,
            "line 1, column 22: /rights/0/users/0 names no-such-user, which is no user here"
        ),
        (#"{"rights":[{"groups":[0,"no-such-group"]}]}"#, "/rights/0/groups/1 names no-such-group, which is no group"),
        (#"{"rights":[{"users":[-1]}]}"#, "/rights/0/users/0 must be an integer from 0 to"),
        (#"{"rights":[{"users":[4294967295]}]}"#, "/rights/0/users/0 must be an integer from 0 to"),
        (#"{"rights":[{"users":[0],"sites":["shop"]}]}"#, "/rights/0/sites/0 names shop, which is no site"),
        (#"{"rights":[{"users":[0],"methods":["getlink"]}]}"#, "/rights/0/methods/0 names getlink, which is no method"),
        (#"{"rights":[{"users":[0],"maxAmount":{"EURO":1}}]}"#, "column 38: /rights/0/maxAmount/EURO is no currency"),
        (#"{"rights":[{"users":[0],"maxAmount":{"EUR":0}}]}"#, "/rights/0/maxAmount/EUR must be an integer from 1"),
        (#"{"socket":null}"#, "/socket must be a string"), (#"{"socket":""}"#, "/socket must be a string"),
    ])
    func `a wrong file ends the start with 78 and one sentence that has the place`(text: String, mention: String)
        async throws
    {
        let place = try DaemonPlace()
        let file = try place.write(text, to: "paylinkd.json")
        try await refuses(["--config", file], in: place, mention)
        try await refuses(["--config", file, "--check-config"], in: place, mention)
    }

    @Test func `every limit has a range, and a value on either side of it is refused`() async throws {
        for limit in DaemonLimits.Name.allCases {
            for value in [limit.range.lowerBound - 1, limit.range.upperBound + 1] {
                let place = try DaemonPlace()
                let file = try place.write(#"{"limits":{"\#(limit)":\#(value)}}"#, to: "paylinkd.json")
                try await refuses(
                    ["--config", file, "--check-config"],
                    in: place,
                    "/limits/\(limit) must be an integer from \(limit.range.lowerBound) to \(limit.range.upperBound)"
                )
            }
        }
    }

    /// The ways in which a configuration that exists can't be reached; each must be an error and never the default.
    enum Obstacle: CaseIterable {
        case danglingLink, device, directory, linkLoop, file, missing, pipe, several
    }

    @Test(arguments: Obstacle.allCases)
    func `a configuration that can't be reached ends the start with 78`(obstacle: Obstacle) async throws {
        let place = try DaemonPlace()
        let folder = "\(place.directory)/etc"
        let file = "\(folder)/paylinkd.json"
        var environment = folder
        if obstacle != .file, obstacle != .missing { #expect(mkdir(folder, 0o700) == 0) }
        switch obstacle {
        case .danglingLink: #expect(symlink("/not/mounted.json", file) == 0)
        case .device: #expect(symlink("/dev/zero", file) == 0)
        case .directory: #expect(mkdir(file, 0o700) == 0)
        case .linkLoop: #expect(symlink(file, file) == 0)
        case .file: _ = try place.write("{}", to: "etc")
        case .missing: break
        // Nobody writes to it: an open that waits would never end.
        case .pipe: #expect(mkfifo(file, 0o600) == 0)
        case .several:
            _ = try place.write("{}", to: "etc/paylinkd.json")
            _ = try place.write("{}", to: "paylinkd.json")
            environment = "\(folder):\(place.directory)"
        }
        let mention =
            switch obstacle {
            case .file: "The configuration directory \(folder) can't be used: not a directory"
            case .missing: "The configuration directory \(folder) can't be used: there is none; make it"
            default: folder
            }
        try await refuses([], in: place, mention, environment: ["CONFIGURATION_DIRECTORY": environment])
    }

    @Test func `of several configuration directories the one with a file is used`() async throws {
        let place = try DaemonPlace()
        #expect(mkdir("\(place.directory)/etc", 0o700) == 0)
        _ = try place.write(#"{"sites":{"shop":{"checkoutUrl":"https://shop.example/pay/"}}}"#, to: "paylinkd.json")
        var options = DaemonProcess.Options()
        options.environment = ["CONFIGURATION_DIRECTORY": "\(place.directory)/etc:\(place.directory)"]
        let daemon = try await DaemonProcess.start(in: place, options)
        #expect(try await place.client().generate("A-1").link?.url.hasPrefix("https://shop.example/pay/") == true)
        try await daemon.crash()
    }

    @Test(arguments: [
        ["--config", "/none/none.json"], ["--config", ""], ["--socket", ""],
        ["--socket", String(repeating: "x", count: 108)],
    ])
    func `an argument that can't be used ends the start with 78`(arguments: [String]) async throws {
        let place = try DaemonPlace()
        try await refuses(arguments, in: place, arguments[1].isEmpty ? arguments[0] : arguments[1])
    }

    @Test(arguments: ["\n", "\r\n", "\r", "\u{85}", "\u{2028}"])
    func `a line break in what is logged begins no line of the log`(lineBreak: String) async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        options.arguments = ["--config", "/none\(lineBreak)<0>forged"]
        let daemon = try DaemonProcess.launch(in: place, options)
        #expect(try await daemon.child.wait() == .exited(78))
        let lines = daemon.child.standardError.split(whereSeparator: \.isNewline)
        #expect(lines.count == 1 && lines[0].contains("/none <0>forged"), "\(lines)")
    }

    @Test(arguments: [
        ("?lang=nl", "has a query to which no token can be appended"),
        ("?t=&lang=nl", "has a query to which no token can be appended"),
        ("?", "has a query to which no token can be appended"),
        ("?x=1#f", "has a \"#\""), ("#t=", "has a \"#\""), ("#", "has a \"#\""), ("/#/pay/", "has a \"#\""),
    ])
    func `an address behind which no token reaches a server is refused`(end: String, says: String) async throws {
        let place = try DaemonPlace()
        let file = try place.write(
            #"{"sites":{"shop":{"checkoutUrl":"https://shop.example/pay\#(end)"}}}"#,
            to: "paylinkd.json"
        )
        try await refuses(["--config", file], in: place, "/sites/shop/checkoutUrl \(says)")
    }

    @Test func `the example of a checkout address is one`() async throws {
        let place = try DaemonPlace()
        let file = try place.write(
            #"{"sites":{"shop":{"checkoutUrl":"http://shop.example/pay/"}}}"#,
            to: "paylinkd.json"
        )
        try await refuses(["--config", file], in: place, #"write for example "https://shop.example/pay/""#)
    }

    @Test(
        .enabled(if: geteuid() == 0, "only root can give files away"),
        arguments: [(0o700, 0o644), (0o755, 0o600)] as [(mode_t, mode_t)]
    )
    func `a configuration that the daemon's user can't read ends the start with 78`(folder: mode_t, file: mode_t)
        async throws
    {
        let place = try DaemonPlace()
        let etc = "\(place.directory)/etc"
        #expect(mkdir(etc, 0o755) == 0)
        let path = try place.write("{}", to: "etc/paylinkd.json")
        for (path, mode) in [(path, file), (etc, folder)] {
            #expect(chmod(path, mode) == 0 && chown(path, 65534, 65534) == 0)
        }
        var options = DaemonProcess.Options()
        // The program itself may lie where no other user gets: so root goes without its right to read everything.
        options.wrapper = ["/usr/bin/setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        options.environment = ["CONFIGURATION_DIRECTORY": etc]
        let daemon = try DaemonProcess.launch(in: place, options)
        #expect(try await daemon.child.wait() == .exited(78))
        let said = daemon.child.standardError
        #expect(said.contains(folder == 0o700 ? "may not search \(etc);" : "may not read it;"), "\(said)")
        #expect(access(place.stateDirectory, F_OK) != 0, "nothing may be made before the settings are checked")
    }

    @Test func `a check prints the meaning of a configuration and opens neither journal nor socket`() async throws {
        let place = try DaemonPlace()
        let text = #"{"sites":{"shop":{"checkoutUrl":"https://shop.example/pay"}},"limits":{"batch":7},"rights":[]}"#
        let (status, output) = try await check(text, in: place)
        #expect(status == .exited(0))
        for line in [
            "  shop: issuer local, links under https://shop.example/pay/", "  batch: 7 (default 100)",
            "Rules of rights: 0, and what none of them allows is not allowed; root may do everything",
        ] {
            #expect(output.contains(line), "\(line) in \(output)")
        }
        #expect(output.last == "The configuration is valid.")
        #expect(access(place.stateDirectory, F_OK) != 0 && access(place.socketPath, F_OK) != 0)
    }

    @Test func `the page of the configuration has every key, default and range, and its example is valid`() async throws
    {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../proto-docs/configuration.md"
        )
        let text = try String(contentsOf: page, encoding: .utf8)
        let defaults = DaemonLimits()
        for limit in DaemonLimits.Name.allCases {
            let range = "\(limit.range.lowerBound) to \(limit.range.upperBound)"
            #expect(text.contains("\n| `\(limit)` | \(defaults[limit]) | \(range) | "))
        }
        for key in [
            "socket", "stateDirectory", "idleExitSeconds", "sites", "rights", "limits", "users", "groups", "maxAmount",
            "issuer", "checkoutUrl",
        ] {
            #expect(text.contains("\n| `\(key)` | "))
        }
        let idleExit = ConfigurationFile.idleExitRange
        #expect(text.contains("| never | \(idleExit.lowerBound) to \(idleExit.upperBound): "))
        let examples = text.matches(of: /```json\n((?s).*?)```/).map { String($0.output.1) }
        #expect(examples.count >= 2)
        for example in examples {
            // The accounts of the examples are not here, and numbers need none.
            let numbered = example.replacing(/"(users|groups)": \["[a-z-]+"\]/) { "\"\($0.output.1)\": [65534]" }
            #expect(try await check(numbered, in: try DaemonPlace()).status == .exited(0), "\(example)")
        }
    }

    @Test func `SIGHUP takes a new configuration on open connections, and a wrong one changes nothing`() async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        options.arguments = ["--config", try place.write(#"{"limits":{"depth":100}}"#, to: "config.json")]
        let daemon = try await DaemonProcess.start(in: place, options)
        let client = place.client()
        _ = try await client.linkCount()
        for (text, depth, says) in [
            (#"{"limits":{"depth":50}}"#, 50, "read the configuration again"),
            (#"{"limits":{"dept":60}}"#, 50, "line 1, column 12: /limits/dept is unknown"),
            (
                #"{"limits":{"depth":70,"unanswered":9}}"#, 70,
                "restart the daemon to apply the limits of connections (unanswered)"
            ),
        ] {
            _ = try place.write(text, to: "config.json")
            daemon.child.kill(SIGHUP)
            #expect(try await daemon.notice(beginning: "RELOADING=1"))
            #expect(try await daemon.notice(beginning: "READY=1"))
            #expect(daemon.child.standardError.contains(says))
            #expect(try await client.depthLimit() == Int64(depth))
        }
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `what waits for a restart is not told before it is in force`() async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        options.arguments = ["--config", try place.write(#"{"limits":{"batch":5}}"#, to: "config.json")]
        let daemon = try await DaemonProcess.start(in: place, options)
        let defaults = DaemonLimits()
        let new = Dictionary(uniqueKeysWithValues: DaemonLimits.Name.allCases.map { ($0, defaults[$0] + 1) })
        let members = new.map { "\"\($0)\":\($1)" }.joined(separator: ",")
        _ = try place.write(#"{"limits":{\#(members)}}"#, to: "config.json")
        daemon.child.kill(SIGHUP)
        #expect(try await daemon.notice(beginning: "RELOADING=1"))
        #expect(try await daemon.notice(beginning: "READY=1"))
        let atOnce: Set<DaemonLimits.Name> = [.values, .depth, .batch, .linksPerCall]
        let inForce = new.mapValues(Int64.init).merging(
            DaemonLimits.Name.allCases.filter { !atOnce.contains($0) }.map { ($0, Int64(defaults[$0])) }
        ) { $1 }
        #expect(try await toldLimits(place) == [inForce, inForce])
        let waiting = DaemonLimits.Name.allCases.filter { !atOnce.contains($0) }.map(\.rawValue)
        #expect(daemon.child.standardError.contains("(\(waiting.joined(separator: ", ")))"))
        #expect(try await daemon.terminate() == .exited(0))
        let next = try await DaemonProcess.start(in: place, options)
        #expect(try await toldLimits(place) == [new.mapValues(Int64.init), new.mapValues(Int64.init)])
        #expect(try await next.terminate() == .exited(0))
    }

    /// The limits that `getServiceStatus` and `rpc.discover` tell.
    private func toldLimits(_ place: DaemonPlace) async throws -> [[DaemonLimits.Name: Int64]] {
        let client = place.client()
        let status = try await client.call("getServiceStatus").get()["limits"]
        let description = try await client.call("rpc.discover").get()["x-limits"]
        return [status, description].map { limits in
            let told = DaemonLimits.Name.allCases.compactMap { name in
                limits?[name.rawValue]?.integer.map { (name, $0) }
            }
            return Dictionary(uniqueKeysWithValues: told)
        }
    }

    @Test func `a reload that failed stays in the status line until one succeeds`() {
        let status = StatusLine { 1 }
        #expect(status.text == "Serving 1 link.")
        status.noteReload(.severalFiles(["/a", "/b"]))
        #expect(status.text.hasPrefix("Serving 1 link. The last reload failed, and changed nothing. There are several"))
        status.noteReload(nil)
        #expect(status.text == "Serving 1 link." && StatusLine { 0 }.text == "Serving 0 links.")
    }

    @Test func `an idle exit without a socket from systemd is off, and that is logged`() async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        options.arguments = ["--idle-exit", "60"]
        let daemon = try await DaemonProcess.start(in: place, options)
        #expect(daemon.child.standardError.contains("the idle exit is off"))
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a reload that drops a site says how many links it has, and goes on serving them`() async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        let sites = #""b":{"checkoutUrl":"https://b.example/"}}}"#
        let whole = #"{"sites":{"a":{"checkoutUrl":"https://a.example/"},"# + sites
        options.arguments = ["--config", try place.write(whole, to: "config.json")]
        let daemon = try await DaemonProcess.start(in: place, options)
        let link = try #require(try await generate(place.client(), site: "a").link)
        _ = try place.write(#"{"sites":{"# + sites, to: "config.json")
        daemon.child.kill(SIGHUP)
        #expect(try await daemon.notice(beginning: "RELOADING=1"))
        #expect(try await daemon.notice(beginning: "READY=1"))
        #expect(daemon.child.standardError.contains("found links of sites that are not configured"))
        #expect(daemon.child.standardError.contains("sites=a (1 link)"))
        #expect(try await place.client().call("resolveLink", #"{"url":"\#(link.url)"}"#).get()["dueAmount"] != nil)
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `the watchdog is fed several times in its time, with a status line that stays true`() async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        options.environment = ["WATCHDOG_USEC": "400000"]
        let daemon = try await DaemonProcess.start(in: place, options)
        let client = place.client()
        for count in 1...3 {
            _ = try await client.generate("watched-\(count)")
            let status = "STATUS=Serving \(count) \(count == 1 ? "link" : "links")."
            while let notice = await daemon.notices.next(), notice != ["WATCHDOG=1", status] {
                #expect(notice.first == "WATCHDOG=1")
            }
        }
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a state directory that others may write in is refused`() async throws {
        let place = try DaemonPlace()
        #expect(mkdir(place.stateDirectory, 0o700) == 0 && chmod(place.stateDirectory, 0o777) == 0)
        let daemon = try DaemonProcess.launch(in: place, DaemonProcess.Options())
        #expect(try await daemon.child.wait() == .exited(StartFailure.permission.rawValue))
        #expect(daemon.child.standardError.contains("others may write in it"))
        #expect(chmod(place.stateDirectory, 0o750) == 0)
        try await DaemonProcess.start(in: place).crash()
    }

    @Test func `a service manager that takes no notices holds up nothing`() async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        // One each millisecond; the manager's socket has room for some ten.
        options.environment = ["WATCHDOG_USEC": "4000"]
        let daemon = try await DaemonProcess.start(in: place, options)
        let client = place.client()
        for count in 1...200 { _ = try await client.generate("unheard-\(count)") }
        daemon.child.kill(SIGTERM)
        #expect(try await daemon.child.wait() == .exited(0))
    }

    @Test func `SIGHUP, SIGUSR1 and SIGUSR2 do not end the daemon`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        for signal in [SIGHUP, SIGUSR1, SIGUSR2] {
            daemon.child.kill(signal)
            #expect(try await place.client().linkCount() == 0)
        }
        #expect(try await daemon.terminate() == .exited(0))
    }

    /// Runs `--check-config` on a file; returns its status and the lines of its output.
    private func check(_ text: String, in place: DaemonPlace) async throws -> (status: TestSupport.ExitStatus, [String])
    {
        let file = try place.write(text, to: "paylinkd.json")
        var launch = ChildProcess.Launch(
            executable: BuiltProgram.path("paylinkd"),
            standardErrorPath: place.standardErrorPath
        )
        launch.arguments = ["--config", file, "--check-config"]
        launch.standardOutputPath = "\(place.directory)/output"
        let status = try await ChildProcess(launch).wait()
        let output = try String(contentsOf: URL(filePath: launch.standardOutputPath), encoding: .utf8)
        return (status, output.split(separator: "\n").map(String.init))
    }

    private func refuses(
        _ arguments: [String],
        in place: DaemonPlace,
        _ mention: String,
        environment: [String: String] = [:]
    ) async throws {
        var options = DaemonProcess.Options()
        options.arguments = arguments
        options.environment = environment
        let earlier = (try? String(contentsOf: URL(filePath: place.standardErrorPath), encoding: .utf8)) ?? ""
        let daemon = try DaemonProcess.launch(in: place, options)
        #expect(try await daemon.child.wait() == .exited(78))
        let said = daemon.child.standardError.dropFirst(earlier.count).split(separator: "\n")
        #expect(said.count == 1)
        let sentence = try #require(said.first)
        #expect(sentence.hasPrefix("paylinkd: ") && sentence.hasSuffix("."), "\(sentence)")
        #expect(sentence.contains(mention), "\(sentence)")
        #expect(access(place.stateDirectory, F_OK) != 0, "nothing may be made before the settings are checked")
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
