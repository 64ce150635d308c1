package import SystemPackage

/// The faults of a simulated disk, and the calls at which they happen.
package struct SimulatedFaults: Sendable {
    /// A write that fails after it stored this many bytes.
    package struct FailingWrite: Sendable {
        package var number: Int
        package var error: Errno
        package var storedByteCount: Int

        /// Fails the write with this number, having stored some bytes first.
        package init(number: Int, error: Errno, storedByteCount: Int = 0) {
            self.number = number
            self.error = error
            self.storedByteCount = storedByteCount
        }
    }

    /// Fails one write.
    package var failingWrite: FailingWrite?
    /// Fails the data sync with this number.
    package var failingDataSync: (number: Int, error: Errno)?
    /// Fails each look at a name.
    package var failingStatus: Errno?
    /// Fails reads that touch this byte of any file.
    package var unreadableByte: Int?
    /// `dropCache` is only advice, and is not taken.
    package var keepsCache = false
    /// The most bytes that a read from memory finds there; all of them without it.
    package var cachedBytesMax: Int?
    /// The file system calls itself one that copies on write.
    package var copiesOnWrite = false
    /// The most bytes one write takes.
    package var writeBytesMax = Int.max
    /// Every odd write is interrupted before it stores anything.
    package var interruptsWrites = false
    /// The change (`Counts.changes`) at which the power or the process goes: it and everything after it fails.
    package var powerCutChange: Int?
    /// Called before each read with its number, without any lock held.
    package var beforeRead: (@Sendable (Int) -> Void)?
    /// Called before each data sync with its number, without any lock held; may block.
    package var beforeDataSync: (@Sendable (Int) -> Void)?

    /// Nothing goes wrong.
    package init() {}
}
