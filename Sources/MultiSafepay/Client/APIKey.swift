import Glibc

/// The key of one site at the payment service, in memory that no core dump has and that is wiped when the key is dropped.
///
/// It prints as nothing: a log line, an error or a mirror of it shows its name only.
package final class APIKey: Sendable, Equatable, CustomStringConvertible {
    /// The longest key that is taken.
    package static let byteCountMax = 512

    /// The address of the memory, as a number: nobody writes there after the key was made.
    private let address: UInt
    private let count: Int

    /// Takes a key without the white space around it.
    ///
    /// Nil if nothing is left, it is too long, or it has anything but printable ASCII, which no header may carry.
    package init?(_ bytes: some Collection<UInt8>) {
        let isSpace: (UInt8) -> Bool = { " \t\r\n".utf8.contains($0) }
        // Of the right size at once: an array that grows leaves copies behind.
        var key = Array(bytes)
        key.removeFirst(key.prefix(while: isSpace).count)
        while let last = key.last, isSpace(last) { key.removeLast() }
        defer { Self.wipe(&key) }
        guard !key.isEmpty, key.count <= Self.byteCountMax, key.allSatisfy({ (0x21...0x7E).contains($0) }),
            let page = unsafe mmap(nil, Self.byteCountMax, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            unsafe page != MAP_FAILED
        else { return nil }
        unsafe madvise(page, Self.byteCountMax, MADV_DONTDUMP)
        // Without the right to lock memory the key may be swapped out, like the file it came from.
        unsafe mlock(page, Self.byteCountMax)
        unsafe page.copyMemory(from: key, byteCount: key.count)
        address = UInt(bitPattern: page)
        count = key.count
    }

    deinit {
        guard let page = unsafe UnsafeMutableRawPointer(bitPattern: address) else { return }
        unsafe explicit_bzero(page, Self.byteCountMax)
        unsafe munmap(page, Self.byteCountMax)
    }

    /// Overwrites bytes that a key was read into; the compiler does not leave this out.
    package static func wipe(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { bytes in
            if let start = bytes.baseAddress { unsafe explicit_bzero(start, bytes.count) }
        }
    }

    /// Lends the key for as long as it is needed.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe body(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count))
    }

    package static func == (one: APIKey, other: APIKey) -> Bool {
        unsafe one.withBytes { one in unsafe other.withBytes { other in unsafe one.elementsEqual(other) } }
    }

    package var description: String { "API key" }
}
