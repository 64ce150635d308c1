import Glibc

/// The starts in a row that failed for what may pass, counted in a file from one process to the next: a restart mends some
/// of it, and what it has not mended for long has to be seen.
struct FailedStarts {
    /// So many are followed by a restart, one a second.
    static let countMax = 30

    /// The file, with a byte for each; nil if systemd gives no directory for it (`RuntimeDirectory=`).
    private let path: String?

    init(directory: String? = getenv("RUNTIME_DIRECTORY").map { String(cString: $0) }) {
        path = directory.map { "\($0)/failed-starts" }
    }

    /// Notes a failed start.
    ///
    /// - Returns: How the process ends for it: differently once it has been too often.
    func note(_ failure: StartFailure) -> StartFailure {
        guard failure == .passing, let path, let file = fopen(path, "ae") else { return failure }
        defer { fclose(file) }
        fputc(Int32(UInt8(ascii: "x")), file)
        fflush(file)
        return ftell(file) > Self.countMax ? .persistent : .passing
    }

    /// Begins anew, since the daemon serves.
    func forget() {
        if let path { unlink(path) }
    }
}
