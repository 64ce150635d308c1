import CMalloc
import CProcess
import Glibc

/// How a process that holds the keys of payment services keeps them to itself.
enum SecretMemory {
    /// Writes no core dump from now on, and overwrites what is freed: a key passes through the buffers of its requests.
    ///
    /// Other processes of this user can't read the memory either. Root can; the dump that a debugger of root's makes leaves
    /// it out, too (core(5)).
    static func guardFromNowOn() {
        // First, since the files of a process without dumps belong to root.
        if let filter = fopen("/proc/self/coredump_filter", "we") {
            fputs("0", filter)
            fclose(filter)
        }
        _ = forbid_dumps()
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        mallopt(M_PERTURB, fill)
    }

    private static let fill: Int32 = 0xA5
}
