import Glibc

/// A `paylinkd` that a test started; it is killed when the value goes away.
package final class DaemonProcess: Sendable {
    package let place: DaemonPlace
    package let child: ChildProcess
    /// Its notices to the service manager.
    package let notices: NotifySocket

    /// How to start it.
    package struct Options: Sendable {
        package var arguments: [String] = []
        package var environment: [String: String] = [:]
        /// A listening socket, passed as systemd does; without one the daemon makes its own.
        package var listeningDescriptor: Int32?
        /// A program with arguments that executes the daemon, keeping the process ID.
        package var wrapper: [String] = []

        package init() {}
    }

    private init(_ place: DaemonPlace, _ child: ChildProcess, _ notices: NotifySocket) {
        self.place = place
        self.child = child
        self.notices = notices
    }

    /// Starts a daemon without waiting.
    package static func launch(in place: DaemonPlace, _ options: Options = Options()) throws -> DaemonProcess {
        // A new name each time, so that a late notice of an earlier daemon is not taken for this one's.
        let noticePath = "\(place.directory)/n\(UInt32.random(in: 0...UInt32.max))"
        let notices = try NotifySocket(path: noticePath)
        let program = options.wrapper + [BuiltProgram.path("paylinkd")]
        var launch = ChildProcess.Launch(executable: program[0], standardErrorPath: place.standardErrorPath)
        launch.arguments =
            program.dropFirst() + ["--state-directory", place.stateDirectory, "--socket", place.socketPath]
            + options.arguments
        launch.environment = options.environment.merging(["NOTIFY_SOCKET": noticePath]) { given, _ in given }
        if let descriptor = options.listeningDescriptor { launch.pass(descriptor) }
        // The end of the process is a notice too, which ends the wait for any other.
        let child = try ChildProcess(launch) { sendDatagram(ended, to: noticePath) }
        return DaemonProcess(place, child, notices)
    }

    /// Starts a daemon and waits until it is ready.
    ///
    /// - Throws: `DaemonDidNotStart`, with its standard error.
    package static func start(in place: DaemonPlace, _ options: Options = Options()) async throws -> DaemonProcess {
        let daemon = try launch(in: place, options)
        try await daemon.waitUntilReady()
        return daemon
    }

    /// Waits for READY=1.
    package func waitUntilReady() async throws {
        guard try await notice(beginning: "READY=1") else {
            throw DaemonDidNotStart(standardError: child.standardError)
        }
    }

    /// Waits for a notice that begins with a line; false if the process ended, or sent none for long.
    package func notice(beginning line: String) async throws -> Bool {
        while let notice = await notices.next() {
            if notice.first == line { return true }
            if notice == [Self.ended] { return false }
        }
        return false
    }

    /// Ends the daemon with SIGTERM; drops the notices that were not waited for.
    package func terminate() async throws -> ExitStatus {
        try await end(by: SIGTERM)
    }

    /// Ends the daemon with SIGKILL; drops the notices that were not waited for.
    package func crash() async throws {
        _ = try await end(by: SIGKILL)
    }

    /// Takes the notices meanwhile, as a service manager does: the socket's queue is short, and a full one would keep the
    /// daemon from ending.
    private func end(by signal: Int32) async throws -> ExitStatus {
        child.kill(signal)
        async let status = child.wait()
        while child.exitStatus == nil, await notices.next() != [Self.ended] {}
        let ended = try await status
        // Such as what a sanitizer has found.
        if signal == SIGTERM, ended != .exited(0) { print("a daemon ended as \(ended): \(child.standardError)") }
        return ended
    }

    private static let ended = "X_ENDED=1"
}

/// A daemon ended, or sent no notice, before it was ready.
package struct DaemonDidNotStart: Error, CustomStringConvertible {
    package let standardError: String

    package var description: String { "the daemon did not start: \(standardError)" }
}

extension ChildProcess.Launch {
    /// Passes a socket by the protocol of sd_listen_fds(3); a shell sets LISTEN_PID to the new process.
    fileprivate mutating func pass(_ descriptor: Int32) {
        arguments = ["-c", #"LISTEN_PID=$$ exec "$@""#, "sh", executable] + arguments
        executable = "/bin/sh"
        environment["LISTEN_FDS"] = "1"
        third = descriptor
    }
}
