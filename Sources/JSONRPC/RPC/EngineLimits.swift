/// What a request engine accepts and emits at most; each is refused aloud.
package struct EngineLimits: Sendable, Equatable {
    /// How many arrays and objects a request may have open at once.
    package var depthMax: Int
    /// How many values and member names a line may have.
    package var valueCountMax: Int
    /// How many members a batch may have.
    package var batchMax: Int
    /// How long one answer, or the answers of a batch together, may be.
    package var responseBytesMax: Int

    /// The defaults are those of the wire's description.
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
