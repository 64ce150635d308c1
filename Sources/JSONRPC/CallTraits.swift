/// What is known of calls before they begin: those of a method, or those of a line.
package struct CallTraits: Sendable, Equatable {
    /// How many bytes the server keeps for the answer, from when the calls begin until it is there: the most that it may take.
    ///
    /// A call that waits for something to happen gives them back.
    package var room = LineReply.ordinaryRoom
    /// The answer may be so long that the calls begin only once there is room for it, and that a connection has one such
    /// answer in memory at a time.
    package var mayAnswerAtLength = false
    /// They may compute for longer than a page of links takes, so they belong on no event loop.
    package var isSlow = false
    /// Nothing is changed, so that the outcome is never unknown.
    package var onlyReads = false

    package init() {}
}
