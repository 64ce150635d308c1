/// A way of writing that the project does without, and why.
struct BannedConstruct {
    let name: String
    /// Matches in the code, or in the comments for marks that people leave there.
    let pattern: String
    var isInComments = false
    let isBanned: @Sendable (_ path: String) -> Bool

    static let inSources: @Sendable (String) -> Bool = { $0.hasPrefix("Sources/") }
    static let inLibraries: @Sendable (String) -> Bool = {
        $0.hasPrefix("Sources/") && !$0.hasPrefix("Sources/paylink/") && !$0.hasPrefix("Sources/paylinkd/")
    }
    static let anywhere: @Sendable (String) -> Bool = { _ in true }

    static let all = [
        Self(name: "try!", pattern: #"\btry!"#, isBanned: anywhere),
        Self(name: "as!", pattern: #"\bas!"#, isBanned: anywhere),
        Self(name: "force unwrap", pattern: #"(?<!\btry)(?<!\bas)[\w)\]}>"`?]!(?!=)"#, isBanned: anywhere),
        // A task that nobody awaits outlives its owner: task groups and services own every one of ours.
        Self(name: "Task", pattern: #"\bTask\s*(?:<[^>{]*>\s*)?(?:\.init\b|[({])"#, isBanned: inSources),
        Self(name: "Task.detached", pattern: #"\bTask\s*(?:<[^>{]*>\s*)?\.detached\b"#, isBanned: inSources),
        Self(name: "Task.immediate", pattern: #"\bTask\s*(?:<[^>{]*>\s*)?\.immediate\w*\b"#, isBanned: inSources),
        Self(name: "@unchecked", pattern: #"@unchecked\b"#, isBanned: inSources),
        Self(name: "nonisolated(unsafe)", pattern: #"\bnonisolated\s*\(\s*unsafe\s*\)"#, isBanned: inSources),
        // Wait for what you wait for; a duration is a guess.
        Self(name: "sleep", pattern: #"\b(?:u|nano|clock_nano)?sleep\s*\("#, isBanned: anywhere),
        Self(name: "import Foundation", pattern: #"^.*\bimport\s+(?:\w+\s+)?Foundation\b"#, isBanned: inSources),
        // Slow under contention on Linux, and ThreadSanitizer takes it for a race.
        Self(name: "Mutex", pattern: #"\bMutex\s*[<(]"#, isBanned: inSources),
        Self(name: "print", pattern: #"(?<!\.)(?<!func )\b(?:print|debugPrint|dump)\s*\("#, isBanned: inLibraries),
        Self(
            name: "mark without an issue",
            pattern: #"\b(?:TODO|FIXME|XXX|HACK)\b(?!\s*\(?#\d)"#,
            isInComments: true,
            isBanned: anywhere
        ),
    ]

    /// The lines on which the construct stands in a file where it is banned.
    func lines(in source: SourceText, path: String) throws -> [Int] {
        guard isBanned(path) else { return [] }
        return try (isInComments ? source.comments : source.code).matches(of: pattern).map(\.line)
    }
}
