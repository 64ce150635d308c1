private import Glibc

extension Span<UInt8> {
    /// How many bytes come before the first newline; `nil` when there is none.
    package func firstNewline() -> Int? {
        unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base, 0x0A, bytes.count) else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
