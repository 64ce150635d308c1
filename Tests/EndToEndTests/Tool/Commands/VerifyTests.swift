import Foundation
import TestSupport
import Testing

/// `paylink verify`, on a journal that was written once and must stay readable for ever.
@Suite struct VerifyTests {
    /// A link, its replacement by a second one, the cancellation of that, and the seal of a clean stop.
    private static let journal = [
        #"""
        {"journal":"paylink","version":1,"id":"6f7ea48e4c261f22db717922683b6ce1","createdAt":"2026-11-22T18:15:33\#
        .515Z","hash":"8bd2a2bc8c82c417ab848e3feab9800b31055378771397c93cc169c760da7577"}
        """#,
        #"""
        {"seq":1,"count":1,"batch":1,"prev":"8bd2a2bc8c82c417ab848e3feab9800b31055378771397c93cc169c760da7577","t\#
        ime":"2026-11-22T18:15:33.833Z","actor":{"uid":0,"gid":0,"pid":9664},"events":[{"type":"linkGenerated","s\#
        ite":"default","orderId":"A-1","linkId":"lnk_fwc4g57z20vjy8sg7jb7nx0v","issuer":"local","url":"http://loc\#
        alhost/pay/tcx50a62t0p9s5abynhk9s7pc1q1exck","expiresAt":"2026-12-22T18:15:33.833Z","currency":"EUR","amo\#
        unt":4995,"description":"Two chairs","lifetimeSeconds":2592000}],"hash":"1a32d73bd52c34751ecc1e5bc3b57750\#
        571fc738e7af2080698b5f7ed7c78546"}
        """#,
        #"""
        {"seq":2,"count":2,"batch":2,"prev":"1a32d73bd52c34751ecc1e5bc3b57750571fc738e7af2080698b5f7ed7c78546","t\#
        ime":"2026-11-22T18:15:33.869Z","actor":{"uid":0,"gid":0,"pid":9665},"events":[{"type":"linkSuperseded","\#
        site":"default","orderId":"A-1","by":"A-2"},{"type":"linkGenerated","site":"default","orderId":"A-2","lin\#
        kId":"lnk_xdj0bg9d3x271ax0tmk1exan","issuer":"local","url":"http://localhost/pay/b10mrrw7aza6w35gpy9wyd46\#
        ye4vnwyc","expiresAt":"2026-12-22T18:15:33.869Z","currency":"EUR","amount":3995,"description":"Two chairs\#
        ","lifetimeSeconds":2592000,"duplicateOf":"A-1","root":"A-1","attempt":2}],"hash":"a9aaf5e815b2b54f4fd058\#
        baacbe3e19af3c1b53e03b84f456df59e455b4a4b2"}
        """#,
        #"""
        {"seq":4,"count":1,"batch":4,"prev":"a9aaf5e815b2b54f4fd058baacbe3e19af3c1b53e03b84f456df59e455b4a4b2","t\#
        ime":"2026-11-22T18:15:33.886Z","actor":{"uid":0,"gid":0,"pid":9666},"events":[{"type":"linkCancelled","s\#
        ite":"default","orderId":"A-2","reason":"ordered twice"}],"hash":"04ab1190a4a2d80be9b62a8dceffea9f8325269\#
        a9cf2a43f7148e3c610e31c06"}
        """#,
        #"""
        {"seq":5,"count":0,"batch":5,"prev":"04ab1190a4a2d80be9b62a8dceffea9f8325269a9cf2a43f7148e3c610e31c06","h\#
        ash":"3fde3dca95283d693f1b1d6a474e41275c3dd0addb0f8273a38035aeb2ffcb70"}
        """#,
    ]

    /// A record with a valid hash and the right place, that cancels an order nobody made.
    private static let nonsense = #"""
        {"seq":2,"count":1,"batch":2,"prev":"1a32d73bd52c34751ecc1e5bc3b57750571fc738e7af2080698b5f7ed7c78546","t\#
        ime":"2026-11-22T18:15:33.886Z","actor":{"uid":0,"gid":0,"pid":1},"events":[{"type":"linkCancelled","site\#
        ":"default","orderId":"B-1"}],"hash":"d91cf39b683c1fd84a2f5714cac063ae14d35597f5ab5e074f145caab7847787"}
        """#

    private static let head = "3fde3dca95283d693f1b1d6a474e41275c3dd0addb0f8273a38035aeb2ffcb70"

    /// Verifies a file of these lines.
    private func verify(_ lines: [String], cutTo byteCount: Int = .max, _ options: String...) async throws -> ToolRun {
        let scratch = try ScratchDirectory()
        let file = "\(scratch.path)/journal.jsonl"
        let bytes = Data((lines.joined(separator: "\n") + "\n").utf8).prefix(byteCount)
        try bytes.write(to: URL(fileURLWithPath: file))
        return try await ToolRun(["verify", file] + options)
    }

    @Test func `a good journal is one line: records, last seq, head`() async throws {
        let run = try await verify(Self.journal)
        #expect(run.status == 0, "\(run.output)")
        #expect(run.output.hasPrefix("OK /"))
        #expect(run.output.hasSuffix(": 4 records, last seq 4, head \(Self.head)\n"))
        #expect(run.output.split(separator: "\n").count == 1)
        #expect(run.complaint.isEmpty)
    }

    @Test func `one changed byte is found, with its line and byte`() async throws {
        var lines = Self.journal
        lines[1] = lines[1].replacingOccurrences(of: "4995", with: "4994")
        let run = try await verify(lines)
        #expect(run.status == 1)
        #expect(run.output.hasPrefix("BAD "))
        #expect(run.output.contains("line 2 at byte \(lines[0].utf8.count + 1) "), "\(run.output)")
    }

    @Test func `a line that was removed is missed`() async throws {
        var lines = Self.journal
        lines.remove(at: 2)
        let run = try await verify(lines)
        #expect(run.status == 1)
        #expect(run.output.contains("line 3 at byte "), "\(run.output)")
    }

    @Test func `a whole record that makes no sense is found by folding`() async throws {
        let lines = Self.journal[..<2] + [Self.nonsense]
        let run = try await verify(Array(lines))
        #expect(run.status == 1)
        let byte = lines.prefix(2).reduce(0) { $0 + $1.utf8.count + 1 }
        #expect(run.output.contains("line 3 at byte \(byte) is whole but makes no sense"), "\(run.output)")
    }

    @Test func `an unfinished write at the end is no damage`() async throws {
        let byteCount = Self.journal.prefix(4).reduce(0) { $0 + $1.utf8.count + 1 } - 100
        let run = try await verify(Self.journal, cutTo: byteCount)
        #expect(run.status == 0)
        #expect(run.output.contains(": 2 records, last seq 3, head "), "\(run.output)")
        #expect(run.output.contains("unfinished write"))
    }

    @Test func `as JSON it is an object for each journal`() async throws {
        let good = try await verify(Self.journal, "--json")
        let fields = try JSONSerialization.jsonObject(with: Data(good.output.utf8)) as? [String: Any]
        #expect(fields?["status"] as? String == "good")
        #expect(fields?["records"] as? Int == 4)
        #expect(fields?["lastSeq"] as? Int == 4)
        #expect(fields?["head"] as? String == Self.head)
        let bad = try await verify(["{}"], "--json")
        #expect(bad.status == 1)
        #expect(
            bad.output.contains(#""status":"damaged""#) && bad.output.contains(#""line":1,"byte":0"#),
            "\(bad.output)"
        )
    }

    @Test func `of a directory the keys are checked too`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let terms = ["--order-id", "A-1", "--amount", "1", "--currency", "EUR", "--description", "Bell"]
        let made = try await ToolRun(["--socket", place.socketPath, "generate", "--first-name", "Jo"] + terms)
        #expect(made.status == 0, "\(made.complaint)")
        #expect(try await daemon.terminate() == .exited(0))
        for arguments in [[place.stateDirectory], ["--state-directory", place.stateDirectory]] {
            let run = try await ToolRun(["verify"] + arguments)
            #expect(run.status == 0 && run.output.hasPrefix("OK \(place.journalPath): "), "\(run.output)")
            #expect(run.output.hasSuffix("; with the keys of all its customers\n"))
        }
        try FileManager.default.removeItem(atPath: "\(place.stateDirectory)/journal.keys")
        let keyless = try await ToolRun(["verify", "--json", place.stateDirectory])
        #expect(keyless.status == 1 && keyless.output.contains(#""keys":"unusable""#), "\(keyless.output)")
        #expect(keyless.output.contains("journal.keys is missing, and only it opens customers"))
        #expect(try await ToolRun(["verify", place.journalPath]).status == 0)
        let both = try await ToolRun(["verify", "--state-directory", "/a", "/b"])
        #expect(both.status == 3)
    }

    @Test func `a directory without a journal is neither good nor damaged`() async throws {
        let scratch = try ScratchDirectory()
        let run = try await ToolRun(["verify", "\(scratch.path)"])
        #expect(run.status == 2 && run.output.hasPrefix("UNKNOWN "), "\(run.output)")
    }

    @Test func `a file that can't be read is neither good nor damaged`() async throws {
        let run = try await ToolRun(["verify", "/nowhere/journal.jsonl"])
        #expect(run.status == 2)
        #expect(run.output.hasPrefix("UNKNOWN "))
    }
}
