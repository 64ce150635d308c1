@testable import paylinkd
import Testing

@Suite struct SpellTests {
    private let start = ContinuousClock.now

    @Test func `a few a minute begin none`() {
        var spell = Spell(of: 3, at: start)
        var began: [Bool] = []
        for minute in 0..<5 {
            for second in [0, 20] { began.append(spell.note(at: start + .seconds(61 * minute + second))) }
        }
        let ended = spell.endIfOver(at: start + .seconds(1000))
        #expect(began.count == 10 && !began.contains(true))
        #expect(ended == nil)
    }

    @Test func `it begins once, and ends once after a minute with fewer`() {
        var spell = Spell(of: 3, at: start)
        var began: [Bool] = []
        for second in 1...10 { began.append(spell.note(at: start + .seconds(second))) }
        #expect(began == [false, false, true] + [Bool](repeating: false, count: 7))
        let early = spell.endIfOver(at: start + .seconds(30))
        let afterTen = spell.endIfOver(at: start + .seconds(61))
        #expect(early == nil && afterTen == nil, "this minute had ten")
        began.append(spell.note(at: start + .seconds(70)))
        let count = spell.endIfOver(at: start + .seconds(122))
        #expect(count == 11 && !spell.isUnderWay)
        let again = spell.endIfOver(at: start + .seconds(200))
        #expect(again == nil && began.last == false)
    }
}
