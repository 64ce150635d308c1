/// How the members of a batch share the room of its answer.
///
/// Those that may answer at length run one after the other, and have what is left; the others run at once, and have what
/// those beside them can't need. So a page ends early instead of being refused, and nothing changes whose answer would not fit.
struct BatchRoom {
    /// What is known of a member: the most that its answer may take, and whether it may be long.
    struct Member {
        let byteCount: Int
        let isLong: Bool
    }

    /// What is kept for each long answer that has not begun: a page has one item at least.
    private static let longByteCountMin = 64 << 10

    /// What is kept for the whole answer while it is made.
    let byteCount: Int
    /// An equal part of the answer.
    private let share: Int
    /// What the short answers leave if each is as long as it may be.
    private let spareByteCount: Int
    private var longByteCountLeft: Int
    private var longCountLeft: Int

    init(of members: [Member], within byteCountMax: Int) {
        let (short, long) = (members.filter { !$0.isLong }, members.filter(\.isLong))
        let shortByteCount = short.reduce(0) { $0 + $1.byteCount }
        share = byteCountMax / max(1, members.count)
        spareByteCount = byteCountMax - shortByteCount - long.count * Self.longByteCountMin
        (longByteCountLeft, longCountLeft) = (byteCountMax, long.count)
        byteCount = min(members.reduce(0) { $0 + $1.byteCount }, byteCountMax)
        for member in short { longByteCountLeft -= min(member.byteCount, room(of: member).byteCount) }
    }

    /// The room of a member that runs beside others.
    func room(of member: Member) -> AnswerRoom {
        AnswerRoom(byteCount: max(share, spareByteCount + member.byteCount))
    }

    /// The room of the next long answer.
    mutating func nextLongRoom() -> AnswerRoom {
        defer { longCountLeft -= 1 }
        let kept = (longCountLeft - 1) * Self.longByteCountMin
        return AnswerRoom(byteCount: max(longByteCountLeft / max(1, longCountLeft), longByteCountLeft - kept))
    }

    /// Takes the room of a long answer; false if there is none.
    mutating func take(_ byteCount: Int) -> Bool {
        guard byteCount <= longByteCountLeft else { return false }
        longByteCountLeft -= byteCount
        return true
    }
}
