@testable import paylink
import Testing

@Suite struct TerminalCodeTests {
    private static let drawn = "██▀\n ▄█\n"

    private func lines(usesColour: Bool, isInverted: Bool) -> [String] {
        let appearance = Appearance(isTerminal: usesColour, windowColumnCount: nil) { _ in nil }
        return TerminalCode(Self.drawn).lines(appearance, isInverted: isInverted)
    }

    @Test func `without colours what is drawn is light, and inverted what is drawn is dark`() {
        #expect(lines(usesColour: false, isInverted: false) == ["██▀", " ▄█"])
        #expect(lines(usesColour: false, isInverted: true) == ["  ▄", "█▀ "])
    }

    @Test(arguments: [false, true])
    func `with colours every line is white on black and ends them`(isInverted: Bool) {
        let wanted = ["██▀", " ▄█"].map { "\u{1B}[38;5;231;48;5;16m\($0)\u{1B}[0m" }
        #expect(lines(usesColour: true, isInverted: isInverted) == wanted)
    }
}
