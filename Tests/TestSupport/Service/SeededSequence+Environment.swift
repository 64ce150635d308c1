import Glibc

extension SeededSequence {
    /// The numbers of one generated test: from `PAYLINK_SEED`, or from a new seed, which is printed so that a failure can
    /// be run again.
    package init(for test: String) {
        let given = getenv("PAYLINK_SEED").flatMap { UInt64(String(cString: $0)) }
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("\(test): PAYLINK_SEED=\(seed)")
        self.init(seed: seed)
    }
}
