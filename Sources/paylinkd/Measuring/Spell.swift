/// Something that comes so often that it is told once when it begins, and once when it has ended.
///
/// It begins with the minute that has a number of them, and ends after a minute that has fewer.
struct Spell {
    private let countMin: Int
    private var minuteStart: ContinuousClock.Instant
    private var minuteCount = 0
    private var totalCount = 0
    private(set) var isUnderWay = false

    init(of countMin: Int, at now: ContinuousClock.Instant) {
        self.countMin = countMin
        minuteStart = now
    }

    /// Takes one; true if the spell begins with it.
    mutating func note(at now: ContinuousClock.Instant) -> Bool {
        if !isUnderWay, now - minuteStart >= .seconds(60) { beginMinute(at: now) }
        minuteCount += 1
        if isUnderWay { totalCount += 1 }
        guard !isUnderWay, minuteCount >= countMin else { return false }
        isUnderWay = true
        totalCount = minuteCount
        return true
    }

    /// How many there were, if the spell has ended; to be asked now and then.
    mutating func endIfOver(at now: ContinuousClock.Instant) -> Int? {
        guard isUnderWay, now - minuteStart >= .seconds(60) else { return nil }
        isUnderWay = minuteCount >= countMin
        beginMinute(at: now)
        return isUnderWay ? nil : totalCount
    }

    private mutating func beginMinute(at now: ContinuousClock.Instant) {
        minuteStart = now
        minuteCount = 0
    }
}
