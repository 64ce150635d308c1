import FoundationEssentials
import PaymentLinks
import SystemPackage
import TestSupport

/// The real-time clock of a daemon's process, which stands still until a test moves it.
///
/// A library that is preloaded answers the system call, so the program is the one that is shipped.
final class SteeredClock: Sendable {
    private let path: String
    private let file: FileDescriptor
    private let library: String

    /// Builds the library and makes the clock, in a daemon's place.
    init(in place: DaemonPlace) async throws {
        path = "\(place.directory)/clock"
        file = try FileDescriptor.open(FilePath(path), .writeOnly, options: .create, permissions: .ownerReadWrite)
        library = "\(place.directory)/steered-clock.so"
        let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "steered-clock.c").path
        var compiler = ChildProcess.Launch(executable: "/usr/bin/env", standardErrorPath: "\(place.directory)/clang")
        compiler.arguments = ["clang", "-shared", "-fPIC", "-O1", "-o", library, source]
        let build = try ChildProcess(compiler)
        guard try await build.wait() == .exited(0) else { throw LaunchError(description: build.standardError) }
    }

    /// What the daemon has to be started with.
    var environment: [String: String] { ["LD_PRELOAD": library, "PAYLINK_TEST_CLOCK": path] }

    deinit {
        try? file.close()
    }

    /// Has the daemon see a moment from now on.
    func show(_ moment: Instant) throws {
        // In place, since the daemon has the file mapped.
        _ = try withUnsafeBytes(of: moment.milliseconds) { try file.writeAll(toAbsoluteOffset: 0, $0) }
    }
}
