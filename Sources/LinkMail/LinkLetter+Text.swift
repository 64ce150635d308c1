extension LinkLetter {
    /// The letter as plain text; its lines end with LF.
    var text: String {
        var lines = [greeting, "", introduction, "", "\(texts.due): \(amount)"]
        lines += facts.map { "\($0.label): \($0.value)" }
        lines += ["", url]
        if occasion == .reminder { lines += ["", texts.reminderEnd] }
        return (lines + ["", texts.closing, shop]).joined(separator: "\n")
    }
}
