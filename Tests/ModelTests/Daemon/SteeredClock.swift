import FoundationEssentials
import PaymentLinks
import SystemPackage
import TestSupport

/// The real-time clock of a daemon's process, which only moves when a test moves it.
///
/// A preloaded library replaces clock_gettime(3), so the program is the one that ships.
final class SteeredClock: Sendable {
    private let path: String
    private let file: FileDescriptor
    private let library: String

    /// Builds the library and makes the clock, in the directory of a daemon.
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

    /// The environment of the daemon.
    var environment: [String: String] { ["LD_PRELOAD": library, "PAYLINK_TEST_CLOCK": path] }

    deinit {
        try? file.close()
    }

    /// Sets the daemon's clock.
    func show(_ moment: Instant) throws {
        // Written in place, since the daemon has mapped the file.
        _ = try withUnsafeBytes(of: moment.milliseconds) { try file.writeAll(toAbsoluteOffset: 0, $0) }
    }
}
