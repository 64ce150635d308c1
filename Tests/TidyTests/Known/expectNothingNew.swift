import Testing

/// Fails for each violation that is not known, and for each known one that is no more.
func expectNothingNew(
    _ violations: [String],
    known: Set<String>,
    at location: SourceLocation = #_sourceLocation
) {
    let found = Set(violations)
    let fresh = found.subtracting(known).sorted()
    let idle = known.subtracting(found).sorted()
    #expect(fresh.isEmpty, "New:\n\(fresh.joined(separator: "\n"))", sourceLocation: location)
    #expect(
        idle.isEmpty,
        "Mended, so take these lines out of KnownExceptions.swift:\n\(idle.joined(separator: "\n"))",
        sourceLocation: location
    )
}
