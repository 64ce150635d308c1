import Glibc
import JSON
import SystemPackage
import TestSupport
import Testing

/// Rights of groups, as the kernel attests those of the process at the other end.
@Suite(
    .timeLimit(.minutes(10)),
    .enabled(if: access("/usr/bin/nc", X_OK) == 0, "nc is not installed (package netcat-openbsd)"),
    .enabled(if: geteuid() == 0, "only root can become another user")
) struct CallerGroupsTests {
    private static let nobody = 65534
    private static let group = 64_321
    /// More than the daemon makes room for at first.
    private static let manyGroups = (1...100).map { String(64_400 + $0) } + [String(group)]

    @Test func `supplementary groups count, all of them, and a reload changes what they may`() async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        let file = try place.write(Self.configuration(["getServiceStatus"]), to: "paylinkd.json")
        options.arguments = ["--config", file]
        let daemon = try await DaemonProcess.start(in: place, options)
        // The socket is open to all users in this test.
        #expect(chmod(place.directory, 0o711) == 0 && chmod(place.socketPath, 0o666) == 0)
        let member = "--groups=\(Self.group)"
        for (groups, kind) in [
            (member, nil), ("--groups=\(Self.manyGroups.joined(separator: ","))", nil),
            ("--clear-groups", "notAllowed"),
            ("--groups=64322", "notAllowed"),
        ] {
            #expect(try await kindOfStatus(groups, in: place) == kind, "\(groups)")
        }
        for (text, kind) in [
            (Self.configuration(["getLink"]), "notAllowed"),
            (#"{"rights":[{"groups":["no-such-group"]}]}"#, "notAllowed"),
            (Self.configuration(["getServiceStatus"]), nil),
        ] {
            _ = try place.write(text, to: "paylinkd.json")
            daemon.child.kill(SIGHUP)
            #expect(try await daemon.notice(beginning: "RELOADING=1"))
            #expect(try await daemon.notice(beginning: "READY=1"))
            #expect(try await kindOfStatus(member, in: place) == kind, "\(text)")
        }
        #expect(daemon.child.standardError.contains("/rights/0/groups/0 names no-such-group"))
        #expect(try await daemon.terminate() == .exited(0))
    }

    private static func configuration(_ methods: [String]) -> String {
        let names = methods.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"rights":[{"groups":[\#(group)],"methods":[\#(names)]}]}"#
    }

    /// Calls `getServiceStatus` as another user with some groups; returns the kind of the error.
    private func kindOfStatus(_ groups: String, in place: DaemonPlace) async throws -> String? {
        let name = "answer-\(UInt32.random(in: 0...UInt32.max))"
        var launch = ChildProcess.Launch(executable: "/usr/bin/setpriv", standardErrorPath: "\(place.directory)/client")
        launch.arguments = [
            "--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", groups, "/usr/bin/nc", "-N", "-U", place.socketPath,
        ]
        launch.standardInputPath = try place.write(requestLine(1, "getServiceStatus", "{}"), to: "request")
        launch.standardOutputPath = try place.write("", to: name)
        let child = try ChildProcess(launch)
        #expect(try await child.wait() == .exited(0), "\(child.standardError)")
        let answer = try JSONDocument(parsing: FilePath(launch.standardOutputPath).wholeFile().dropLast()).root
        #expect(answer["result"] != nil || answer["error"] != nil)
        return answer["error"]?["data"]?["kind"]?.string
    }
}
