/// What a command led to: a link, or of a batch one for each row, and the moment at which their status is told.
///
/// For a key that was used before that is the moment of the first answer, so that the answer is the same again.
package struct CommandOutcome: Sendable {
    /// One link of the answer: a class, since a link is large and an answer is handed on several times.
    package final class Answer: Sendable {
        package let link: Link
        /// Whether it is only what a dry run would have made; a link that was there before is not imagined.
        package let isDryRun: Bool

        package init(_ link: Link, isDryRun: Bool = false) {
            self.link = link
            self.isDryRun = isDryRun
        }
    }

    /// At least one; none only of an erasure that found nothing to erase.
    package let answers: [Answer]
    package let statusAt: Instant
    /// The last event that the answer rests on.
    package let restsOn: UInt64
    /// Whether the command recorded events; false if nothing changed, and of a dry run or a replay.
    package let isRecorded: Bool
    /// What the decision tells of the order's other links; of a replay what the first answer told.
    package let notes: [OrderNote]

    package init(
        _ answers: [Answer],
        statusAt: Instant,
        restsOn: UInt64? = nil,
        isRecorded: Bool = false,
        notes: [OrderNote] = []
    ) {
        self.answers = answers
        self.statusAt = statusAt
        self.isRecorded = isRecorded
        self.notes = notes
        self.restsOn = restsOn ?? answers.reduce(0) { max($0, $1.link.seq) }
    }

    /// The answer to a command that is about one link.
    package var answer: Answer { answers[0] }
}
