import TestSupport
import Testing

/// The clerk's commands for money, against the real daemon.
@Suite(.timeLimit(.minutes(5))) struct MoneyTests {
    private static func tool(_ place: DaemonPlace, _ arguments: String...) async throws -> ToolRun {
        try await ToolRun(arguments + ["--socket", place.socketPath])
    }

    @Test func `payments, refunds and waiting for them`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let made = try await Self.tool(
            place,
            "generate",
            "--order-id",
            "100235",
            "--amount",
            "100",
            "--currency",
            "eur",
            "--description",
            "Desk"
        )
        let url = try #require(made.output.split(separator: "\n").first.map(String.init), "\(made.complaint)")
        let part = try await Self.tool(place, "pay", "100235", "40,00", "--note", "Bank")
        #expect(
            part.output == "Order 100235: 40.00 EUR received, 60.00 EUR are still to be paid.\n",
            "\(part.complaint)"
        )
        let again = try await Self.tool(place, "pay", "100235", "40.00", "--note", "Bank")
        #expect(again.output.contains("nothing was added"), "\(again.output)")
        let shown = try await Self.tool(place, "show", url)
        #expect(shown.output.contains("Due") && shown.output.contains("60.00 EUR"), "\(shown.output)\(shown.complaint)")
        #expect(shown.output.contains("Last change by"))
        let pending = try await Self.tool(place, "wait", "100235", "--timeout", "1")
        #expect(pending.status == 2 && pending.output == "Order 100235 is not paid yet.\n", "\(pending.complaint)")
        let rest = try await Self.tool(place, "pay", url, "60", "--note", "Cash")
        #expect(rest.output == "Order 100235: 60.00 EUR received, nothing is left to pay.\n", "\(rest.complaint)")
        #expect(try await Self.tool(place, "wait", "100235").status == 0)
        let back = try await Self.tool(place, "refund", "100235", "12.50")
        #expect(
            back.output == "Order 100235: 12.50 EUR given back, 87.50 EUR of what was paid stay.\n",
            "\(back.complaint)"
        )
        let today = try await Self.tool(place, "events", "--today", "--type", "paymentRecorded")
        #expect(
            today.output.hasSuffix(
                "Received: 100.00 EUR in 2 payments\nGiven or taken back: 12.50 EUR in 1 payment\n"
            ),
            "\(today.output)\(today.complaint)"
        )
        #expect(today.output.contains("amount=40.00 EUR"))
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a link is replaced, and the old one ends the wait`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A-1").link != nil)
        let replaced = try await Self.tool(place, "replace", "A-1", "A-2", "--amount", "45,00")
        #expect(replaced.output.contains("45.00 EUR"), "\(replaced.complaint)")
        #expect(try await Self.tool(place, "wait", "A-1").status == 1)
        let mistaken = try await Self.tool(place, "update", "A-2", "--amount", "45.00")
        #expect(mistaken.status == 3 && mistaken.complaint.contains("paylink replace A-2"), "\(mistaken.complaint)")
        let unsaid = try await Self.tool(place, "erase", "A-2", "--reason", "asked")
        #expect(unsaid.status == 3 && unsaid.complaint.contains("--yes"))
        #expect(try await Self.tool(place, "erase", "A-2", "--reason", "asked", "--yes").status == 0)
        #expect(try await daemon.terminate() == .exited(0))
    }
}
