import CMalloc
import CProcess
import Glibc

/// How a process that holds the keys of payment services keeps them to itself.
enum SecretMemory {
    /// Writes no core dump from now on, and overwrites what is freed: a key passes through the buffers of its requests.
    static func guardFromNowOn() {
        _ = forbid_dumps()
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        mallopt(M_PERTURB, fill)
    }

    private static let fill: Int32 = 0xA5
}
