import FoundationEssentials
package import Glibc
import Storage
import SystemPackage

/// How a process ended.
package enum ExitStatus: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
}

/// A process that a test started; it is killed when the value goes away.
package final class ChildProcess: Sendable {
    /// What to start, and with what.
    package struct Launch: Sendable {
        package var executable: String
        package var arguments: [String] = []
        /// Added to the test's own environment, without the variables that the daemon reads.
        package var environment: [String: String] = [:]
        /// Whether the process gets the test's own environment at all.
        package var inheritsEnvironment = true
        /// Whether it gets descriptors beyond the third that the tests have open without close-on-exec: others than its
        /// own test have such, and they would count as the program's own.
        package var inheritsDescriptors = false
        /// The file that standard error is appended to.
        package var standardErrorPath: String
        /// The file that standard input is read from.
        package var standardInputPath = "/dev/null"
        /// The file that standard output is appended to.
        package var standardOutputPath = "/dev/null"
        /// The descriptor that becomes number 3 of the process, the first socket of sd_listen_fds(3).
        package var third: Int32?

        /// A program, and the file for its standard error.
        package init(executable: String, standardErrorPath: String) {
            self.executable = executable
            self.standardErrorPath = standardErrorPath
        }
    }

    package let pid: pid_t
    private let standardErrorPath: String
    private let status: Monitor<ExitStatus?>

    /// Starts a process.
    ///
    /// - Parameters:
    ///   - launch: What to start.
    ///   - onExit: Called once, on any thread, when the process has ended.
    /// - Throws: `LaunchError`.
    package init(_ launch: Launch, onExit: @escaping @Sendable () -> Void = {}) throws {
        let pid = try spawn(launch)
        let status = Monitor(nil as ExitStatus?)
        self.pid = pid
        self.status = status
        standardErrorPath = launch.standardErrorPath
        BlockingCall.start {
            reap(pid, into: status)
            status.signal()
            onExit()
        }
    }

    deinit {
        kill(SIGKILL)
    }

    /// Sends a signal, unless the process has ended.
    package func kill(_ signal: Int32) {
        status.withLock { status in
            if status == nil { _ = Glibc.kill(pid, signal) }
        }
    }

    /// The exit status; nil while the process runs.
    package var exitStatus: ExitStatus? { status.withLock { $0 } }

    /// Waits for the end.
    package func wait() async throws -> ExitStatus {
        try await BlockingCall.run { [status] in status.wait { $0 } }
    }

    /// The standard error so far.
    package var standardError: String {
        String(decoding: (try? FilePath(standardErrorPath).wholeFile()) ?? [], as: UTF8.self)
    }
}

/// A program could not be started.
package struct LaunchError: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) {
        self.description = description
    }
}

/// Waits for the end with WNOWAIT and reaps with the lock held, so that a signal can't hit another process with the same ID.
private func reap(_ pid: pid_t, into status: Monitor<ExitStatus?>) {
    var information = siginfo_t()
    while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    status.withLock { status in
        var code: Int32 = 0
        while waitpid(pid, &code, 0) < 0, errno == EINTR {}
        let signal = code & 0x7f
        status = signal == 0 ? .exited((code >> 8) & 0xff) : .signalled(signal)
    }
}

private func spawn(_ launch: ChildProcess.Launch) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let append = O_WRONLY | O_CREAT | O_APPEND
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, launch.standardInputPath, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, launch.standardOutputPath, append, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, launch.standardErrorPath, append, 0o600)
    if let third = launch.third { posix_spawn_file_actions_adddup2(&actions, third, 3) }
    let firstClosed: Int32 = launch.third == nil ? 3 : 4
    for descriptor in launch.inheritsDescriptors ? firstClosed..<firstClosed : firstClosed..<1024 {
        posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    let environment = launch.cleanEnvironment.map { "\($0.key)=\($0.value)" }
    var pid: pid_t = 0
    let result = withCStrings([launch.executable] + launch.arguments) { arguments in
        withCStrings(environment) { posix_spawn(&pid, launch.executable, &actions, nil, arguments, $0) }
    }
    guard result == 0 else {
        throw LaunchError(
            description: "\(launch.executable) could not be started: \(String(cString: strerror(result)))"
        )
    }
    return pid
}

extension ChildProcess.Launch {
    fileprivate var cleanEnvironment: [String: String] {
        let daemonVariables: Set = [
            "CONFIGURATION_DIRECTORY", "CREDENTIALS_DIRECTORY", "JOURNAL_STREAM", "LISTEN_FDNAMES", "LISTEN_FDS",
            "LISTEN_PID", "NOTIFY_SOCKET", "PAYLINK_SOCKET", "STATE_DIRECTORY", "WATCHDOG_PID", "WATCHDOG_USEC",
        ]
        guard inheritsEnvironment else { return environment }
        let inherited = ProcessInfo.processInfo.environment.filter { !daemonVariables.contains($0.key) }
        return inherited.merging(environment) { _, given in given }
    }
}

/// Calls the body with a null-terminated array of C strings.
private func withCStrings<Result>(
    _ texts: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let pointers = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
}
