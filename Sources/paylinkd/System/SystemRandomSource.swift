import Glibc
import PaymentLinks

/// The system's random source (getentropy(3)): the kernel's, seeded before any program starts.
struct SystemRandomSource: RandomSource {
    init() {}

    func bytes(count: Int) -> [UInt8] {
        precondition(count <= 256, "getentropy gives at most 256 bytes at once")
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            // It fails only for a bad address or too many bytes. A link with a guessable token must never exist.
            guard getentropy(buffer.baseAddress, count) == 0 else {
                fatalError("the system's random source does not answer (errno \(errno))")
            }
            initializedCount = count
        }
    }
}
