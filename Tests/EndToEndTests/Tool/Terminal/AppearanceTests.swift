@testable import paylink
import Testing

@Suite struct AppearanceTests {
    private func appearance(
        isTerminal: Bool = true,
        window: Int? = nil,
        _ environment: [String: String] = [:]
    ) -> Appearance {
        Appearance(isTerminal: isTerminal, windowColumnCount: window) { environment[$0] }
    }

    @Test func `the window's width comes before COLUMNS, and 80 last`() {
        #expect(appearance(window: 132, ["COLUMNS": "40"]).columnCount == 132)
        #expect(appearance(window: nil, ["COLUMNS": "40"]).columnCount == 40)
        #expect(appearance(window: 0, ["COLUMNS": "0"]).columnCount == 80)
        #expect(appearance(window: nil, ["COLUMNS": "wide"]).columnCount == 80)
    }

    @Test func `colours are only for terminals that may have them`() {
        #expect(appearance().usesColour)
        #expect(appearance(["NO_COLOR": ""]).usesColour)
        #expect(!appearance(["NO_COLOR": "1"]).usesColour)
        #expect(!appearance(["TERM": "dumb"]).usesColour)
        #expect(!appearance(isTerminal: false).usesColour)
    }
}
