/// Where random bytes come from; tests pass a seeded double.
package protocol RandomSource: Sendable {
    /// Draws unpredictable bytes, fit for secrets.
    func bytes(count: Int) -> [UInt8]
}
