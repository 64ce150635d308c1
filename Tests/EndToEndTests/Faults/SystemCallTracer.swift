import FoundationEssentials
import Glibc
import TestSupport

/// A daemon under strace(1), which fails, kills or only records its system calls.
enum SystemCallTracer {
    static let path = "/usr/bin/strace"

    static let isUsable = access(path, X_OK) == 0
    static let obstacle = "strace is not installed (package strace)"

    /// How to start a daemon whose calls are tampered with.
    ///
    /// - Parameters:
    ///   - injections: What to do and at which call, in the words of strace: `fdatasync:error=EIO:when=3`. Calls are
    ///     counted in each thread by itself; only one thread of the daemon writes.
    ///   - trace: Which calls to record, and the file to record them in.
    ///   - only: The one file whose calls are meant.
    /// - Returns: Options to start the daemon with.
    static func options(
        injections: [String] = [],
        trace: (calls: [String], file: String)? = nil,
        only: String? = nil
    ) -> DaemonProcess.Options {
        var options = DaemonProcess.Options()
        // The tracer is the daemon's grandchild, and the process that was started is the daemon.
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

/// One recorded call.
struct TracedCall {
    let name: String
    /// From behind the opening parenthesis on, with the result; a call that another one interrupts in the record has
    /// its arguments in one line and its result in another.
    let text: String
    /// False in the line that begins an interrupted call.
    let isFinished: Bool
    /// False in the line that ends an interrupted call.
    let hasArguments: Bool

    /// The calls of a file that strace wrote, in order.
    static func read(_ path: String) throws -> [TracedCall] {
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        return text.split(separator: "\n").compactMap(TracedCall.init)
    }

    /// Reads a line: the thread, then `name(arguments) = result`, `name(arguments <unfinished ...>` or
    /// `<... name resumed>…) = result`.
    init?(_ line: Substring) {
        let call = line.drop { $0.isNumber }.drop { $0 == " " }
        isFinished = !call.hasSuffix("<unfinished ...>")
        hasArguments = !call.hasPrefix("<... ")
        if hasArguments {
            guard let start = call.firstIndex(of: "(") else { return nil }
            name = String(call[..<start])
            text = String(call[start...].dropFirst())
        } else {
            name = String(call.dropFirst(5).prefix { $0 != " " })
            text = String(call)
        }
    }

    var hasSucceeded: Bool { isFinished && !text.contains("= -1 ") }

    /// The order IDs it speaks of.
    var orders: Set<String> {
        Set(text.matches(of: /order-\d+/).map { String($0.output) })
    }
}
