/// Why one row of a batch is refused.
package struct RowRefusal: Error, Sendable {
    /// Counted from 0.
    package let row: Int
    package let refusal: DecisionRefusal

    package init(row: Int, refusal: DecisionRefusal) {
        self.row = row
        self.refusal = refusal
    }
}
