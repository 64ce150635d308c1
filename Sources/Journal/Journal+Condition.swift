extension Journal {
    /// Something that lasts, told once when it begins and once when it has ended.
    package enum Condition: Sendable {
        /// Records are refused, since the disk has no room for them; the error says which disk.
        case full(JournalError)
        case roomAgain
        /// A write with its sync took longer than `Settings.slowCommit`.
        case slow(Duration)
        /// None did for a minute.
        case quickAgain
    }
}
