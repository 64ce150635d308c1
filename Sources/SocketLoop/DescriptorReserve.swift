internal import Glibc

/// One descriptor kept back, so that a connection can be told why it is refused when there are no others left.
package struct DescriptorReserve: ~Copyable {
    private var descriptor: Int32

    package init() {
        descriptor = Self.open()
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Gives the descriptor up for the time of a body, and takes one again.
    package mutating func lend<Value>(_ body: () -> Value) -> Value {
        if descriptor >= 0 { close(descriptor) }
        defer { descriptor = Self.open() }
        return body()
    }

    /// Takes a descriptor if there was none when the last one came back.
    package mutating func refill() {
        if descriptor < 0 { descriptor = Self.open() }
    }

    private static func open() -> Int32 {
        Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)
    }
}

extension DescriptorReserve {
    /// Raises this process's limit of descriptors as far as it may, and returns it (getrlimit(2), RLIMIT_NOFILE).
    package static func raiseLimit() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int(clamping: limit.rlim_cur)
    }
}
