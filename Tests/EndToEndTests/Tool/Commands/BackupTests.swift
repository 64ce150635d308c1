import Foundation
import TestSupport
import Testing

/// `paylink backup` beside a daemon that is busy, and the restore of `proto-docs/backup.md`.
@Suite struct BackupTests {
    private func generate(_ range: Range<Int>, in place: DaemonPlace) async throws {
        let lines = range.map { number in
            #"{"jsonrpc":"2.0","id":1,"method":"generateLink","params":{"orderId":"A-\#(number)","currency":"EUR","#
                + #""amount":4995,"description":"Two chairs","customer":{"firstName":"Jorien"}}}"#
        }
        let run = try await ToolRun(
            ["--socket", place.socketPath, "pipe"],
            input: lines.joined(separator: "\n") + "\n"
        )
        #expect(run.status == 0, "\(run.complaint)")
    }

    private func list(_ place: DaemonPlace) async throws -> String {
        try await ToolRun(["--socket", place.socketPath, "--json", "list", "--all"]).output
    }

    private func backup(_ place: DaemonPlace, to name: String, _ options: String...) async throws -> ToolRun {
        try await ToolRun(
            ["backup", "\(place.directory)/\(name)", "--state-directory", place.stateDirectory] + options
        )
    }

    @Test func `a backup beside a busy daemon is restored with every link that was acknowledged before it`()
        async throws
    {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        try await generate(0..<30, in: place)
        let before = try await list(place)
        let backup = try await backup(place, to: "copy")
        #expect(backup.status == 0, "\(backup.complaint)")
        #expect(backup.output.contains("30 links, last seq 30"), "\(backup.output)")
        #expect(backup.output.contains("also of those that are erased from now on"))
        // One while links are made holds what was acknowledged before it, and verifies.
        async let writing: Void = generate(30..<400, in: place)
        let busy = try await self.backup(place, to: "busy", "--json")
        try await writing
        #expect(busy.status == 0, "\(busy.complaint)")
        let fields = try JSONSerialization.jsonObject(with: Data(busy.output.utf8)) as? [String: Any]
        #expect((fields?["links"] as? Int).map { (30...400).contains($0) } == true)
        #expect(fields?["keys"] as? Bool == true)
        #expect(try await ToolRun(["verify", "\(place.directory)/busy"]).status == 0)
        #expect(try await daemon.terminate() == .exited(0))
        let restored = try DaemonPlace(stateDirectory: "\(place.directory)/copy")
        let second = try await DaemonProcess.start(in: restored)
        #expect(try await list(restored) == before)
        #expect(before.contains("Jorien"))
        #expect(try await second.terminate() == .exited(0))
    }

    @Test func `a directory that is in use, or a state directory that is none, is refused with a sentence`()
        async throws
    {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let full = try await ToolRun(["backup", place.directory, "--state-directory", place.stateDirectory])
        #expect(full.status == 1)
        #expect(full.complaint == "paylink: \(place.directory) is not empty; name a directory that is not there yet.\n")
        let nowhere = try await ToolRun(["backup", "\(place.directory)/copy", "--state-directory", "/nowhere"])
        #expect(nowhere.status == 2)
        #expect(nowhere.complaint.contains("no journal in /nowhere") && nowhere.complaint.contains("--state-directory"))
        #expect(!FileManager.default.fileExists(atPath: "\(place.directory)/copy"))
        let high = try await ToolRun(["backup", "/nowhere/copy", "--state-directory", place.stateDirectory])
        #expect(high.status == 2 && high.complaint.contains("make /nowhere first"), "\(high.complaint)")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a daemon whose journal is gone does not begin anew`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        try await generate(0..<2, in: place)
        #expect(try await daemon.terminate() == .exited(0))
        try FileManager.default.moveItem(atPath: place.journalPath, toPath: "\(place.directory)/aside")
        let second = try DaemonProcess.launch(in: place)
        #expect(try await second.child.wait() != .exited(0))
        #expect(second.child.standardError.contains("journal.jsonl is missing, and journal.keys beside it"))
        #expect(!FileManager.default.fileExists(atPath: place.journalPath))
    }
}
