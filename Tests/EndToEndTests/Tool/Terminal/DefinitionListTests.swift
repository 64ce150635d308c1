@testable import paylink
import Testing

@Suite struct DefinitionListTests {
    @Test func `meanings stand beside the names, or below those that are too long`() {
        var list = DefinitionList()
        list.append("name", "What it means.")
        list.append("part", "Within.", depth: 1)
        list.append("aNameOfTwentyTwoLetter", "Beside.")
        list.append("aNameOfTwentyThreeLette", "Below.")
        #expect(
            list.lines(columnCountMax: 60) == [
                "  name                    What it means.",
                "    part                  Within.",
                "  aNameOfTwentyTwoLetter  Beside.",
                "  aNameOfTwentyThreeLette",
                "                          Below.",
            ]
        )
    }

    @Test func `on a narrow terminal every meaning has the width to itself`() {
        var list = DefinitionList()
        list.append("orderId", "The shop's own name for it.")
        #expect(
            list.lines(columnCountMax: 30) == ["  orderId", "        The shop's own name", "        for it."]
        )
    }
}
