import Glibc
import Standin
import SystemPackage
import TestSupport
import Testing

/// The API key of a payment service is in the file it came from, in the header that is for it, and nowhere else.
@Suite(.timeLimit(.minutes(10))) struct KeySecrecyTests {
    private static let key = "pl_test_secret_5f2a9c71d3"
    /// How every `events_token` of the stand-in begins: a secret that the service sends unasked.
    private static let token = "eyJhbGciOiJIUzI1NiJ9."

    @Test func `nothing that the daemon says, writes or leaves behind has the key`() async throws {
        let place = try DaemonPlace()
        let target = try await StandinServer.start(StandinOptions(apiKey: Self.key))
        let service = try await Self.service(redirectingTo: target)
        let stranger = try await StandinServer.start(StandinOptions(apiKey: "another"))
        var options = DaemonProcess.Options()
        options.arguments = ["--config", try Self.configuration(in: place, shop: service, wrong: stranger)]
        // So that the core, if there is one, is where it is looked for, and the runtime does not take the signal for itself.
        options.environment = ["SWIFT_BACKTRACE": "enable=no"]
        options.wrapper = ["/bin/sh", "-c", #"ulimit -c unlimited; cd "$0"; exec "$@""#, place.directory]
        let daemon = try await DaemonProcess.start(in: place, options)
        let said = try await Self.conversation(with: place.client())
        let shown = Self.processFiles(of: daemon.child.pid)
        daemon.child.kill(SIGABRT)
        #expect(try await daemon.child.wait() == .signalled(SIGABRT))
        for server in [target, service, stranger] { await server.stop() }

        // It was used, and went nowhere else.
        #expect(service.headers.contains(.init(name: "api_key", value: Self.key)))
        #expect(stranger.requestCounts["POST /orders"] == 1)
        #expect(target.requestCounts.isEmpty)
        #expect(said.contains { $0.contains(#""status":"active""#) })
        #expect(shown.count > 20)
        #expect(shown.contains { $0.path.hasSuffix("coredump_filter") && $0.holds("00000000") })
        let left = try Self.files(below: FilePath(place.directory))
        #expect(left.contains { $0.path.hasSuffix("journal.jsonl") })
        for secret in [Self.key, Self.token] {
            #expect(said.filter { $0.contains(secret) } == [])
            #expect((shown + left).filter { $0.holds(secret) }.map(\.path) == [])
        }
    }

    @Test func `the check of a configuration does not show the key`() async throws {
        let place = try DaemonPlace()
        let service = try await StandinServer.start(StandinOptions(apiKey: Self.key))
        var launch = ChildProcess.Launch(
            executable: BuiltProgram.path("paylinkd"),
            standardErrorPath: place.standardErrorPath
        )
        let file = try Self.configuration(in: place, shop: service, wrong: service)
        launch.arguments = ["--check-config", "--config", file]
        launch.standardOutputPath = "\(place.directory)/output"
        #expect(try await ChildProcess(launch).wait() == .exited(0))
        let left = try Self.files(below: FilePath(place.directory))
        #expect(left.contains { $0.path.hasSuffix("output") && !$0.bytes.isEmpty })
        #expect(left.filter { $0.holds(Self.key) }.map(\.path) == [])
        await service.stop()
    }

    /// Answers the first order well, and the following in ways that might put too much into an error.
    private static func service(redirectingTo target: StandinServer) async throws -> StandinServer {
        var options = StandinOptions(apiKey: key)
        options.readings.hasEvents = true
        let spoilt = ["redirect,location=\(target.apiURL)orders", "html", "cut", "bare", "error,status=500"]
        options.faults = try spoilt.map { try Fault(text: "create:\($0),skip=1,times=1") }
        return try await StandinServer.start(options)
    }

    /// Two sites with one key, of which the second's service knows another.
    private static func configuration(
        in place: DaemonPlace,
        shop: StandinServer,
        wrong: StandinServer
    ) throws -> String {
        let file = try place.write("\(key)\n", to: keyFile)
        chmod(file, 0o600)
        let sites = [("shop", shop), ("wrong", wrong)].map { name, server in
            let key = #""apiUrl":"\#(server.apiURL)","apiKeyFile":"\#(file)""#
            return #""\#(name)":{"issuer":"multisafepay","environment":"test",\#(key)}"#
        }
        return try place.write(#"{"sites":{\#(sites.joined(separator: ","))}}"#, to: "paylinkd.json")
    }

    private static let keyFile = "key"

    /// Every answer to calls of all kinds.
    private static func conversation(with client: LineClient) async throws -> [String] {
        let calls =
            (0..<4).map { ("generateLink", terms("A-\($0)", site: "shop")) }
            + [
                ("generateLink", terms("W-1", site: "wrong")), ("cancelLink", #"{"site":"shop","orderId":"A-0"}"#),
                ("handleNotification", #"{"site":"shop","query":"transactionid=A-0","body":"{}","auth":"YQ=="}"#),
                ("listLinks", "{}"), ("listEvents", #"{"after":0}"#), ("listPaymentMethods", #"{"site":"shop"}"#),
                ("getServiceStatus", "{}"), ("rpc.discover", "{}"),
            ]
        var said: [String] = []
        for (number, call) in calls.enumerated() {
            try await client.send(requestLine(number, call.0, call.1))
            said.append(try await client.readLine() ?? "")
        }
        return said
    }

    private static func terms(_ orderID: String, site: String) -> String {
        #"{"site":"\#(site)","orderId":"\#(orderID)","currency":"EUR","amount":1,"description":"A test"}"#
    }
}

/// A file that was read whole.
private struct ReadFile {
    let path: String
    let bytes: [UInt8]

    init?(_ path: FilePath) {
        guard let bytes = try? path.wholeFile() else { return nil }
        self.path = path.string
        self.bytes = bytes
    }

    func holds(_ secret: String) -> Bool {
        let wanted = Array(secret.utf8)
        return bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            // The C library looks for the first byte: a core is large, and this is not optimised.
            while rest.count >= wanted.count, let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress,
                let found = memchr(start, Int32(wanted[0]), rest.count)
            {
                rest = rest.dropFirst(UnsafeRawPointer(found) - start)
                if rest.starts(with: wanted) { return true }
                rest = rest.dropFirst()
            }
            return false
        }
    }
}

extension KeySecrecyTests {
    /// What the kernel shows of a process and its threads, but for its memory: that is what a core would have.
    private static func processFiles(of pid: pid_t) -> [ReadFile] {
        let folder = FilePath("/proc/\(pid)")
        let threads = names(in: folder.appending("task")).map { folder.appending("task").appending($0) }
        return ([folder] + threads).flatMap { folder in
            names(in: folder).filter { !["mem", "pagemap", "clear_refs"].contains($0) }.map { folder.appending($0) }
                .filter { Self.isPlain($0) }.compactMap { ReadFile($0) }
        }
    }

    /// Every file below a folder but the one that the key came from.
    private static func files(below folder: FilePath) throws -> [ReadFile] {
        names(in: folder).filter { $0 != keyFile }.map { folder.appending($0) }.flatMap { path in
            isPlain(path) ? [ReadFile(path)].compactMap(\.self) : ((try? files(below: path)) ?? [])
        }
    }

    private static func names(in folder: FilePath) -> [String] {
        guard let directory = opendir(folder.string) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Whether it is a file, and no folder, socket or link.
    private static func isPlain(_ path: FilePath) -> Bool {
        var status = stat()
        return lstat(path.string, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
