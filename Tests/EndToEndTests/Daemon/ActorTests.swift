import Glibc
import JSON
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ActorTests {
    private static let netcat = "/usr/bin/nc"
    private static let nobody: uid_t = 65534

    @Test func `a record has the user, group and process of its caller`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("mine").link != nil)
        #expect(try actor(of: "mine", place) == [Int64(geteuid()), Int64(getegid()), Int64(getpid())])
        try await daemon.crash()
    }

    @Test(
        .enabled(if: access(netcat, X_OK) == 0, "nc is not installed (package netcat-openbsd)"),
        .enabled(if: geteuid() == 0, "only root can become another user")
    )
    func `a record has another user's process as the kernel reports it`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        // The socket is open to all users in this test.
        #expect(chmod(place.directory, 0o711) == 0 && chmod(place.socketPath, 0o666) == 0)
        var launch = ChildProcess.Launch(executable: "/usr/bin/setpriv", standardErrorPath: "\(place.directory)/client")
        launch.arguments = [
            "--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", "--clear-groups", Self.netcat, "-N", "-U",
            place.socketPath,
        ]
        launch.standardInputPath = try place.write(
            requestLine(1, "generateLink", generateParameters("theirs")),
            to: "request"
        )
        launch.standardOutputPath = "\(place.directory)/answer"
        // setpriv(1) execs nc, so the process ID is the same.
        let child = try ChildProcess(launch)
        #expect(try await child.wait() == .exited(0), "\(child.standardError)")
        #expect(try actor(of: "theirs", place) == [Int64(Self.nobody), Int64(Self.nobody), Int64(child.pid)])
        try await daemon.crash()
    }

    /// The actor of the record that made an order's link.
    private func actor(of orderID: String, _ place: DaemonPlace) throws -> [Int64?] {
        for line in try place.journalLines() {
            let record = try JSONDocument(parsing: Array(line.utf8)).root
            let made = record["events"]?.elements.contains { $0["orderId"]?.string == orderID } ?? false
            if made { return ["uid", "gid", "pid"].map { record["actor"]?[$0]?.integer } }
        }
        return []
    }
}
