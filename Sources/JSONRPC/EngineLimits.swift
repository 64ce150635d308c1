/// The maximum of each thing that a request engine reads and writes; each has an error of its own.
package struct EngineLimits: Sendable, Equatable {
    /// The arrays and objects that a request may have open at once.
    package var depthMax: Int
    /// The values and member names of a line.
    package var valueCountMax: Int
    /// The members of a batch.
    package var batchMax: Int
    /// The bytes of one answer, or of all answers to a batch.
    package var responseBytesMax: Int

    /// The defaults are those of the wire.
    package init(
        depthMax: Int = 128,
        valueCountMax: Int = 65_536,
        batchMax: Int = 100,
        responseBytesMax: Int = 4 * 1024 * 1024
    ) {
        self.depthMax = depthMax
        self.valueCountMax = valueCountMax
        self.batchMax = batchMax
        self.responseBytesMax = responseBytesMax
    }
}
