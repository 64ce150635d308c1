/// The one place where commands that are advised are written, so that each can be typed as it stands.
enum AdvisedCommand {
    /// Writes a command.
    ///
    /// - Parameters:
    ///   - words: The command's name and what it takes.
    ///   - site: The site of the link that it is about.
    ///   - typed: What the user typed.
    /// - Returns: One line of a shell, with `--site` where the daemon may need it.
    static func text(_ words: String..., site: String?, typed: TypedCommand = .own) -> String {
        text(words, site: site, typed: typed)
    }

    /// The same of words that are in an array.
    static func text(_ words: [String], site: String?, typed: TypedCommand = .own) -> String {
        let option = typed.site(of: site).map { ["--site", $0] } ?? []
        return (["paylink"] + words + option).map(\.shellWord).joined(separator: " ")
    }
}
