@testable import PaylinkClient
import Testing

@Suite struct WrappedTextTests {
    @Test func `lines are as full as they may be, and long words stay whole`() {
        #expect("one two three".wrapped(toColumnCount: 7) == ["one two", "three"])
        #expect("one two three".wrapped(toColumnCount: 6) == ["one", "two", "three"])
        #expect("a longword b".wrapped(toColumnCount: 4) == ["a", "longword", "b"])
        #expect("支付 链接".wrapped(toColumnCount: 9) == ["支付 链接"])
        #expect("支付 链接".wrapped(toColumnCount: 8) == ["支付", "链接"])
        #expect("".wrapped(toColumnCount: 8).isEmpty)
    }

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
