@testable import paylink
import Testing

@Suite struct CommandNameTests {
    @Test(arguments: [
        ("genrate", "generate"), ("cancle", "cancel"), ("lsit", "list"), ("edit", "update"), ("record", "pay"),
        ("shwo", "show"), ("refnud", "refund"),
    ])
    func `a mistyped command has a suggestion`(name: String, meant: String) {
        #expect(CommandName.suggestion(for: name) == meant)
        for arguments in [[name], ["--socket", "/x", name], ["help", name], ["--json", name, "A-1"]] {
            let error = #expect(throws: UsageError.self) { try CommandName.check(arguments) }
            #expect(error?.message.contains("Did you mean \(meant)?") == true, "\(arguments)")
        }
    }

    @Test(arguments: [[], ["--help"], ["--version"], ["list"], ["help"], ["help", "list"], ["--timeout", "3", "pay"]])
    func `what exists passes`(arguments: [String]) throws {
        try CommandName.check(arguments)
    }

    @Test func `something else has none`() {
        #expect(CommandName.suggestion(for: "xylophone") == nil)
    }
}
