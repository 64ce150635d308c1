/// The name that a mistyped one was meant to be.
package enum NearestName {
    /// Finds the closest of the known names; nil if none is close, and if the name is too long to be a typing error.
    ///
    /// The cost is the product of the lengths, for each of the known names.
    package static func of(_ name: String, among known: [String]) -> String? {
        guard name.utf8.count <= nameBytesMax else { return nil }
        let typed = Array(name.lowercased())
        let ranked = known.map { ($0, distance(typed, Array($0.lowercased()))) }.min { $0.1 < $1.1 }
        guard let (closest, distance) = ranked, distance <= max(1, typed.count / 3) else { return nil }
        return closest
    }

    private static let nameBytesMax = 64

    /// How many letters have to be changed, added, removed or swapped (optimal string alignment).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = [Array(0...right.count)]
        for (i, letter) in left.enumerated() {
            var row = [i + 1]
            for (j, other) in right.enumerated() {
                var least = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (letter == other ? 0 : 1))
                if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other {
                    least = min(least, rows[i - 1][j - 1] + 1)
                }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
