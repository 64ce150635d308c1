import Glibc
import TestSupport

/// A daemon under strace(1), which fails, kills or only records its system calls.
enum SystemCallTracer {
    static let path = "/usr/bin/strace"

    static let isUsable = access(path, X_OK) == 0
    static let obstacle = "strace is not installed (package strace)"

    /// The options that start a daemon under strace.
    ///
    /// - Parameters:
    ///   - injections: Faults as strace(1) writes them: `fdatasync:error=EIO:when=3`. Calls are counted per thread; only
    ///     one thread of the daemon writes.
    ///   - trace: The calls to record, and the file for the record.
    ///   - only: The file to whose calls the faults are limited; nil for all.
    /// - Returns: Options to start the daemon with.
    static func options(
        injections: [String] = [],
        trace: (calls: [String], file: String)? = nil,
        only: String? = nil
    ) -> DaemonProcess.Options {
        var options = DaemonProcess.Options()
        // With -D the tracer is a grandchild, and the started process is the daemon itself.
        options.wrapper = [path, "-D", "-f", "-qq", "-y", "-s", "100000", "-o", trace?.file ?? "/dev/null"]
        let names = (trace?.calls ?? []) + injections.map { String($0.prefix { $0 != ":" }) }
        options.wrapper += ["-e", "trace=\(names.joined(separator: ","))"]
        options.wrapper += injections.flatMap { ["-e", "inject=\($0)"] }
        if let only { options.wrapper += ["-P", only] }
        // The leak checker can't work beside another tracer.
        options.environment["ASAN_OPTIONS"] = "detect_leaks=0"
        return options
    }
}
