import Foundation
import Glibc
@testable import paylinkd
import TestSupport
import Testing

/// Starts that can't succeed: the status tells whether another one may, and nobody waits for nothing.
@Suite(.timeLimit(.minutes(10))) struct StartFailureTests {
    /// What is in the way of a start.
    enum Fault: CaseIterable {
        case damagedJournal, emptiedJournal, missingJournal, newerJournal, journalIsADirectory
        case damagedKeys, missingKeys
        case wrongConfiguration, lockedJournal

        var kind: StartFailure {
            switch self {
            case .damagedJournal, .emptiedJournal, .missingJournal, .newerJournal, .journalIsADirectory, .damagedKeys,
                .missingKeys:
                .data
            case .wrongConfiguration: .configuration
            case .lockedJournal: .passing
            }
        }
    }

    @Test(arguments: Fault.allCases)
    func `whoever waits is told that nothing was done, and the status is that of the fault`(fault: Fault) async throws {
        let place = try DaemonPlace()
        try await makeJournal(in: place)
        var options = DaemonProcess.Options()
        let holder = try await inject(fault, in: place, &options)
        let before = try? Data(contentsOf: URL(filePath: place.journalPath))
        let listener = try listeningSocket(at: place.socketPath)
        defer { close(listener) }
        options.listeningDescriptor = listener
        // One has asked, one has only connected.
        let (asking, silent) = (place.client(), place.client())
        try await asking.send(requestLine(1, "generateLink", generateParameters("in-vain")))
        try await silent.connect()
        let daemon = try DaemonProcess.launch(in: place, options)
        for client in [asking, silent] {
            let lines = try await client.readToEnd()
            #expect(lines.count == 1, "\(daemon.child.standardError)")
            #expect(lines.first?.contains(#""id":null,"error":{"code":-32002"#) == true, "\(lines)")
            #expect(lines.first?.contains("nothing was done; systemctl status paylinkd tells why") == true)
        }
        #expect(try await daemon.child.wait() == .exited(fault.kind.rawValue), "\(daemon.child.standardError)")
        let said = sentences(daemon.child).filter { !$0.contains("the configured socket is not used") }
        #expect(said.count == 1, "\(said)")
        #expect((try? Data(contentsOf: URL(filePath: place.journalPath))) == before, "no byte may change")
        try await holder?.crash()
    }

    @Test(arguments: [Fault.damagedKeys, .missingKeys])
    func `a start that fails once the journal of a killed daemon was repaired ends as well`(fault: Fault) async throws {
        let place = try DaemonPlace()
        try await makeJournal(in: place, isKilled: true)
        var options = DaemonProcess.Options()
        _ = try await inject(fault, in: place, &options)
        let daemon = try DaemonProcess.launch(in: place, options)
        #expect(try await daemon.child.wait() == .exited(StartFailure.data.rawValue))
        #expect(sentences(daemon.child).count == 1, "\(daemon.child.standardError)")
    }

    /// Makes a journal that needs its keys.
    private func makeJournal(in place: DaemonPlace, isKilled: Bool = false) async throws {
        let socketPath = "\(place.directory)/first"
        let first = try await DaemonProcess.start(
            in: DaemonPlace(stateDirectory: place.stateDirectory, socketPath: socketPath)
        )
        let terms =
            #""orderId":"A-1","currency":"EUR","amount":4995,"description":"Bell","customer":{"firstName":"Jo"}"#
        #expect(try await LineClient(path: socketPath).link("generateLink", "{\(terms)}").link != nil)
        if isKilled { return try await first.crash() }
        #expect(try await first.terminate() == .exited(0))
    }

    /// Puts a fault in the way; returns a process that is part of it.
    private func inject(
        _ fault: Fault,
        in place: DaemonPlace,
        _ options: inout DaemonProcess.Options
    ) async throws -> DaemonProcess? {
        let journal = URL(filePath: place.journalPath)
        let keys = URL(filePath: "\(place.stateDirectory)/journal.keys")
        switch fault {
        case .damagedJournal: try replace("4995", by: "4994", in: journal)
        case .emptiedJournal: try Data().write(to: journal)
        case .missingJournal: try FileManager.default.removeItem(at: journal)
        case .newerJournal:
            let line = #"{"journal":"paylink","version":9,"id":"6f7ea48e4c261f22db717922683b6ce1"}"#
            try Data("\(line)\n".utf8).write(to: journal)
        case .journalIsADirectory:
            try FileManager.default.removeItem(at: journal)
            try FileManager.default.createDirectory(at: journal, withIntermediateDirectories: false)
        case .damagedKeys: try Data("nonsense\n".utf8).write(to: keys)
        case .missingKeys: try FileManager.default.removeItem(at: keys)
        case .wrongConfiguration:
            options.arguments = ["--config", try place.write(#"{"limits":{"bach":1}}"#, to: "config.json")]
        case .lockedJournal:
            return try await DaemonProcess.start(in: DaemonPlace(stateDirectory: place.stateDirectory))
        }
        return nil
    }

    private func replace(_ text: String, by other: String, in file: URL) throws {
        let bytes = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(bytes.contains(text))
        try Data(bytes.replacingOccurrences(of: text, with: other).utf8).write(to: file)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
    func `a journal of another user is a matter of rights`() async throws {
        let place = try DaemonPlace()
        try await makeJournal(in: place)
        #expect(chown(place.journalPath, 65534, 65534) == 0)
        var options = DaemonProcess.Options()
        options.wrapper = ["/usr/bin/setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        let daemon = try DaemonProcess.launch(in: place, options)
        #expect(try await daemon.child.wait() == .exited(StartFailure.permission.rawValue))
        #expect(daemon.child.standardError.contains("belongs to another user"))
    }

    @Test func `what may pass is counted, and is no longer called passing when it lasts`() throws {
        let scratch = try ScratchDirectory()
        let starts = FailedStarts(directory: "\(scratch.path)")
        for _ in 1...FailedStarts.countMax { #expect(starts.note(.passing) == .passing) }
        #expect(starts.note(.passing) == .persistent)
        #expect(starts.note(.data) == .data && starts.note(.configuration) == .configuration)
        #expect(FailedStarts(directory: "\(scratch.path)").note(.passing) == .persistent)
        starts.forget()
        #expect(starts.note(.passing) == .passing)
        // Without a directory nobody counts, and nobody starts it again.
        #expect((0...FailedStarts.countMax).allSatisfy { _ in FailedStarts(directory: nil).note(.passing) == .passing })
    }

    @Test func `a lock that is held for long ends the restarts, and a start that serves forgets it`() async throws {
        let place = try DaemonPlace()
        let holder = try await DaemonProcess.start(in: DaemonPlace(stateDirectory: place.stateDirectory))
        var options = DaemonProcess.Options()
        options.environment = ["RUNTIME_DIRECTORY": place.directory]
        let counter = try place.write(String(repeating: "x", count: FailedStarts.countMax - 1), to: "failed-starts")
        for status in [StartFailure.passing, .persistent] {
            let daemon = try DaemonProcess.launch(in: place, options)
            #expect(try await daemon.child.wait() == .exited(status.rawValue), "\(daemon.child.standardError)")
        }
        #expect(try await holder.terminate() == .exited(0))
        let daemon = try await DaemonProcess.start(in: place, options)
        #expect(access(counter, F_OK) != 0)
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `the unit starts the daemon again after what may pass alone, and the manual has every status`() throws {
        let deploy = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy")
        let unit = try String(contentsOf: deploy.appending(path: "paylinkd.service"), encoding: .utf8)
        let final = StartFailure.allCases.filter { $0 != .passing }.map { "\($0.rawValue)" }.joined(separator: " ")
        #expect(unit.split(separator: "\n").contains("RestartPreventExitStatus=\(final)"))
        let manual = try String(contentsOf: deploy.appending(path: "manual"), encoding: .utf8)
        let page = try String(contentsOf: deploy.appending(path: "../proto-docs/server.md"), encoding: .utf8)
        for status in StartFailure.allCases {
            #expect(manual.contains("\n.It \(status.rawValue)\n"))
            #expect(page.contains("\n| \(status.rawValue) | "))
        }
    }
}
