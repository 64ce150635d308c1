import Glibc
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct OneDaemonTests {
    @Test func `a second daemon on the same journal is refused, and the first goes on`() async throws {
        let place = try DaemonPlace()
        let first = try await DaemonProcess.start(in: place)
        let client = place.client()
        #expect(try await client.generate("before").link != nil)
        let before = try place.journalLines()

        let second = try DaemonProcess.launch(in: try DaemonPlace(stateDirectory: place.stateDirectory))
        #expect(try await second.child.wait() == .exited(1))
        #expect(sentences(second.child).count == 1)
        #expect(
            second.child.standardError.contains("Another process holds \(place.stateDirectory)/journal.lock; stop it")
        )
        #expect(access(second.place.socketPath, F_OK) != 0)
        #expect(try place.journalLines() == before)

        #expect(try await client.generate("after").link != nil)
        #expect(try await first.terminate() == .exited(0))
    }

    @Test func `a second daemon on the same socket is refused, and the first goes on`() async throws {
        let place = try DaemonPlace()
        let first = try await DaemonProcess.start(in: place)
        let second = try DaemonProcess.launch(in: try DaemonPlace(socketPath: place.socketPath))
        #expect(try await second.child.wait() == .exited(1))
        #expect(second.child.standardError.contains("Another process serves \(place.socketPath) already"))
        #expect(try await place.client().generate("after").link != nil)
        #expect(try await first.terminate() == .exited(0))
        #expect(access(place.socketPath, F_OK) != 0)
    }

    @Test func `after a kill the lock is free at once, and the stale socket is replaced`() async throws {
        let place = try DaemonPlace()
        for round in 0..<10 {
            let daemon = try await DaemonProcess.start(in: place)
            #expect(try await place.client().generate("round-\(round)").link != nil)
            try await daemon.crash()
            #expect(access(place.socketPath, F_OK) == 0)
        }
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().linkCount() == 10)
        try await daemon.crash()
    }

    @Test func `a file at the socket's path is left alone`() async throws {
        let place = try DaemonPlace()
        let path = try place.write("mine", to: "s")
        let daemon = try DaemonProcess.launch(in: place)
        #expect(try await daemon.child.wait() == .exited(1))
        #expect(daemon.child.standardError.contains("\(path) exists and is no socket; move it away"))
    }

    @Test func `the socket is open to user and group, and the journal to the user alone`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(mode(of: place.socketPath) == S_IFSOCK | 0o660)
        #expect(mode(of: place.stateDirectory) == S_IFDIR | 0o700)
        #expect(mode(of: place.journalPath).map { $0 & 0o077 } == 0)
        try await daemon.crash()
    }

    private func mode(of path: String) -> mode_t? {
        var file = stat()
        return lstat(path, &file) == 0 ? file.st_mode : nil
    }
}
