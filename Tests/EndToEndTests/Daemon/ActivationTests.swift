import Glibc
import JSON
import PaylinkClient
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ActivationTests {
    private static let activator = "/usr/bin/systemd-socket-activate"

    @Test(.enabled(if: access(activator, X_OK) == 0, "systemd-socket-activate is not installed (package systemd)"))
    func `the first connection starts the daemon, which notifies READY=1 before it answers`() async throws {
        let place = try DaemonPlace()
        let notices = try NotifySocket(path: "\(place.directory)/notify")
        let words = try Pipe(path: "\(place.directory)/words")
        var launch = ChildProcess.Launch(executable: Self.activator, standardErrorPath: words.path)
        launch.arguments = [
            "--listen", place.socketPath, "--setenv", "NOTIFY_SOCKET=\(notices.path)",
            BuiltProgram.path("paylinkd"), "--state-directory", place.stateDirectory,
        ]
        let child = try ChildProcess(launch)
        #expect(try await words.line(containing: "Listening on"))
        #expect(await notices.nextIfThere() == nil)
        let link = try await place.client().generate("activated")
        #expect(link.link?.orderID == "activated")
        #expect(await notices.nextIfThere()?.first == "READY=1")
        child.kill(SIGTERM)
        #expect(try await child.wait() == .exited(0))
        #expect(access(place.socketPath, F_OK) == 0, "the socket belongs to the unit, not to the daemon")
    }

    @Test(.enabled(if: access(activator, X_OK) == 0, "systemd-socket-activate is not installed (package systemd)"))
    func `every inherited socket is served`() async throws {
        let place = try DaemonPlace()
        let words = try Pipe(path: "\(place.directory)/words")
        let other = "\(place.directory)/other"
        var launch = ChildProcess.Launch(executable: Self.activator, standardErrorPath: words.path)
        launch.arguments = [
            "--listen", place.socketPath, "--listen", other,
            BuiltProgram.path("paylinkd"), "--state-directory", place.stateDirectory,
        ]
        let child = try ChildProcess(launch)
        #expect(try await words.line(containing: "Listening on"))
        #expect(try await place.client().generate("first").link?.orderID == "first")
        #expect(try await LineClient(path: other).generate("second").link?.orderID == "second")
        child.kill(SIGTERM)
        #expect(try await child.wait() == .exited(0))
    }

    @Test func `a request that waits in an inherited socket is answered after READY=1`()
        async throws
    {
        let place = try DaemonPlace()
        let listener = try listeningSocket(at: place.socketPath)
        defer { close(listener) }
        var options = DaemonProcess.Options()
        options.listeningDescriptor = listener
        for round in 0..<20 {
            let client = place.client()
            try await client.send(requestLine(1, "generateLink", generateParameters("waiting-\(round)")))
            let daemon = try DaemonProcess.launch(in: place, options)
            let answer = try await client.readLine()
            #expect(await daemon.notices.nextIfThere()?.first == "READY=1", "\(daemon.child.standardError)")
            #expect(answer?.contains(#""orderId":"waiting-\#(round)""#) == true)
            #expect(try await daemon.terminate() == .exited(0))
            #expect(access(place.socketPath, F_OK) == 0)
        }
    }

    @Test func `a descriptor that is no listening socket is refused in one sentence`() async throws {
        let place = try DaemonPlace()
        let file = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(file) }
        var options = DaemonProcess.Options()
        options.listeningDescriptor = file
        let daemon = try DaemonProcess.launch(in: place, options)
        #expect(try await daemon.child.wait() == .exited(78))
        #expect(daemon.child.standardError.contains("Descriptor 3 is no listening Unix stream socket"))
        #expect(access("\(place.stateDirectory)/journal.jsonl", F_OK) != 0, "nothing was made before")
    }

    @Test func `on SIGTERM every request in the socket is answered or refused, in order, and the exit is 0`()
        async throws
    {
        let place = try DaemonPlace()
        var acknowledged: [String] = []
        // Enough for the answers on the slowest machine.
        var options = DaemonProcess.Options()
        options.arguments = ["--config", try place.write(#"{"limits":{"drainSeconds":300}}"#, to: "config.json")]
        for round in 0..<10 {
            let daemon = try await DaemonProcess.start(in: place, options)
            let client = place.client()
            let lines = (1...200).map { requestLine($0, "generateLink", generateParameters("r\(round)-\($0)")) }
            try await client.sendBytes(Array(lines.joined(separator: "\n").utf8) + [UInt8(ascii: "\n")])
            var answers = try await client.readLines(1 + round * 10)
            daemon.child.kill(SIGTERM)
            while let line = try await client.readLine() { answers.append(line) }
            #expect(answers.count == lines.count)
            #expect(try await daemon.notice(beginning: "STOPPING=1"))
            #expect(try await daemon.child.wait() == .exited(0))
            #expect(access(place.socketPath, F_OK) != 0)
            acknowledged += try checked(answers, round: round)
        }
        let daemon = try await DaemonProcess.start(in: place)
        let links = try await place.client().allLinks()
        #expect(Set(links.map(\.orderID)) == Set(acknowledged))
        #expect(links.count == acknowledged.count)
        try await daemon.crash()
    }

    /// Checks that the results are those of the first requests, followed only by refusals; returns their order IDs.
    private func checked(_ answers: [String], round: Int) throws -> [String] {
        var orders: [String] = []
        var refusalCount = 0
        for answer in answers {
            let root = try JSONDocument(parsing: Array(answer.utf8)).root
            if let order = root["result"]?["orderId"]?.string {
                #expect(refusalCount == 0, "a request was started after one was refused")
                orders.append(order)
                #expect(root["id"]?.integer == Int64(orders.count))
                #expect(order == "r\(round)-\(orders.count)")
            } else {
                refusalCount += 1
                #expect(root["error"]?["data"]?["kind"]?.string == "shuttingDown")
            }
        }
        return orders
    }
}

/// A named pipe, from which a test reads a program's output line by line.
private final class Pipe: Sendable {
    let path: String
    private let descriptor: Int32

    init(path: String) throws {
        self.path = path
        guard mkfifo(path, 0o600) == 0, case let descriptor = open(path, O_RDWR | O_CLOEXEC), descriptor >= 0 else {
            throw LaunchError(description: "no pipe could be made at \(path)")
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Reads until a line contains the text; false after a long silence.
    func line(containing text: String) async throws -> Bool {
        try await BlockingCall.run { [descriptor] in
            var output = ""
            var buffer = [UInt8](repeating: 0, count: 4096)
            var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            while poll(&event, 1, Int32(LineClient.timeoutSeconds) * 1000) > 0 {
                let count = read(descriptor, &buffer, buffer.count)
                guard count > 0 else { return false }
                output += String(decoding: buffer[..<count], as: UTF8.self)
                if output.split(separator: "\n").contains(where: { $0.contains(text) }) { return true }
            }
            return false
        }
    }
}
