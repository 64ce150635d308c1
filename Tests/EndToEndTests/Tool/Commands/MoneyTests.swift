import Foundation
import JSON
import PaylinkClient
import SystemPackage
import TestSupport
import Testing

/// The clerk's commands for money, against the real daemon.
@Suite(.timeLimit(.minutes(10))) struct MoneyTests {
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
        #expect(
            again.output.contains("nothing was added") && again.output.contains("another --note"),
            "\(again.output)"
        )
        let shown = try await Self.tool(place, "show", url)
        #expect(shown.output.contains("Due") && shown.output.contains("60.00 EUR"), "\(shown.output)\(shown.complaint)")
        #expect(shown.output.contains("Last change by"))
        let pending = try await Self.tool(place, "wait", "100235", "--timeout", "1")
        #expect(
            pending.status == 2 && pending.output == "Order 100235 is not paid yet; 60.00 EUR are due.\n",
            "\(pending.complaint)"
        )
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

    @Test func `a link that is generated anew tells of money that does not count for it`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A-1").link != nil)
        for words in [["duplicate", "A-1", "A-2"], ["cancel", "A-1"], ["cancel", "A-2"], ["pay", "A-2", "10"]] {
            #expect(try await ToolRun(words + ["--socket", place.socketPath]).status == 0)
        }
        let terms = ["--amount", "90", "--currency", "EUR", "--description", "Desk", "--on-existing", "reissue"]
        let made = try await ToolRun(["generate", "--order-id", "A-1", "--socket", place.socketPath] + terms)
        #expect(made.status == 0 && made.complaint.contains("10.00 EUR that order A-2 has"), "\(made.complaint)")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a copy beside a link that can be paid says so, and what has ended is not due`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A-1").link != nil)
        let copy = try await Self.tool(place, "duplicate", "A-1", "A-2")
        #expect(copy.status == 0 && copy.complaint.contains("Order A-1 can still be paid too"), "\(copy.complaint)")
        let other = try await Self.tool(place, "duplicate", "A-1", "A-3", "--currency", "USD")
        #expect(other.status == 3 && other.complaint.contains("--amount"), "\(other.complaint)")
        #expect(try await Self.tool(place, "pay", "A-1", "10").status == 0)
        let cancelled = try await Self.tool(place, "cancel", "A-1").output
        #expect(
            cancelled.contains("10.00 EUR of it were paid") && cancelled.contains("paylink refund A-1"),
            "\(cancelled)"
        )
        let alone = try await Self.tool(place, "duplicate", "A-1", "A-4", "--json")
        #expect(alone.status == 0 && alone.complaint.isEmpty, "\(alone.complaint)")
        let rows = try await Self.tool(place, "export", "--format", "csv").output.split(separator: "\r\n")
        let due = try #require(rows.first?.split(separator: ",").firstIndex(of: "dueAmount"))
        #expect(rows.dropFirst().first?.split(separator: ",", omittingEmptySubsequences: false)[due] == "")
        #expect(rows.dropFirst(2).first?.split(separator: ",", omittingEmptySubsequences: false)[due] != "")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a link that was opened too often says so, and how it is opened again`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let link = try #require(try await place.client().generate("A-1").link)
        for _ in 0..<20 { _ = try await place.client().call("resolveLink", #"{"url":"\#(link.url)"}"#) }
        let shown = try await Self.tool(place, "show", "A-1")
        #expect(shown.output.contains("to open it again: paylink update A-1 --days 30"), "\(shown.output)")
        #expect(try await Self.tool(place, "update", "A-1", "--days", "30").status == 0)
        #expect(try await Self.tool(place, "show", "A-1").output.contains("Opened") == false)
        let unknown = try await Self.tool(place, "show", "https://shop.example/pay/x")
        #expect(unknown.status == 1 && unknown.complaint.contains("No link has the address https://"))
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a payment that is told twice says what tells two apart, and its time is a moment and no end`()
        async throws
    {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A-1").link != nil)
        let payment = ["A-1", "10", "--transaction-id", "T-1", "--at", "yesterday", "--socket", place.socketPath]
        #expect(try await ToolRun(["pay"] + payment).status == 0)
        let again = try await ToolRun(["pay"] + payment)
        #expect(again.output.contains("another --transaction-id"), "\(again.output)")
        let events = try await Self.tool(place, "events", "--type", "paymentRecorded")
        #expect(events.output.contains(" 00:00 ") && !events.output.contains(" 24:00 "), "\(events.output)")
        let replaced = try await Self.tool(place, "replace", "A-1", "A-2", "--amount", "120", "--carry-paid")
        #expect(replaced.status == 0, "\(replaced.complaint)")
        let old = try await Self.tool(place, "cancel", "A-1")
        #expect(old.output.contains("A-2 took its place"), "\(old.output)\(old.complaint)")
        #expect(try await Self.tool(place, "pay", "A-2", "110").status == 0)
        let late = try await Self.tool(place, "pay", "A-1", "5")
        #expect(late.output.contains("which is paid already, so it is more than was asked"), "\(late.output)")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `money that was carried over is in every sum, also what comes late`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A-1").link != nil)
        #expect(try await Self.tool(place, "pay", "A-1", "10").status == 0)
        let refused = try await Self.tool(place, "replace", "A-1", "A-2", "--amount", "120")
        #expect(
            refused.complaint
                == "paylink: Order A-1 has 10.00 EUR of payments already; let them count by paylink replace A-1 A-2 "
                + "--amount 120 --socket \(place.socketPath) --carry-paid.\n"
        )
        let replaced = try await Self.tool(place, "replace", "A-1", "A-2", "--amount", "120", "--carry-paid")
        #expect(replaced.output.contains("110.00 EUR"), "\(replaced.output)\(replaced.complaint)")
        #expect(try await Self.tool(place, "list", "--status", "open").output.contains("110.00 EUR"))
        let late = try await Self.tool(place, "pay", "A-1", "20")
        #expect(
            late.output
                == "Order A-1: 20.00 EUR received; it was replaced by A-2: of that, 90.00 EUR are still to be paid.\n",
            "\(late.output)\(late.complaint)"
        )
        let open = try await Self.tool(place, "wait", "A-1", "--timeout", "1")
        #expect(open.status == 2 && open.output.contains("replaced by A-2; 90.00 EUR are due"), "\(open.output)")
        let early = try await Self.tool(place, "refund", "A-3", "5")
        #expect(early.status == 1)
        let future = try await Self.tool(place, "pay", "A-2", "90", "--at", "tomorrow")
        #expect(future.status == 3 && future.complaint.contains("in the future"), "\(future.complaint)")
        let much = try await Self.tool(place, "pay", "A-2", "95")
        #expect(much.output.contains("95.00 EUR received, 5.00 EUR more than was asked"), "\(much.output)")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `money for an order that has no link, swapped arguments and negative amounts are told what to do`()
        async throws
    {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let unknown = try await Self.tool(place, "pay", "A-9", "5")
        #expect(
            unknown.status == 1 && unknown.complaint.contains("paylink generate --order-id A-9 --amount"),
            "\(unknown.complaint)"
        )
        let swapped = try await Self.tool(place, "pay", "12.50", "A-1001")
        #expect(
            swapped.complaint == "paylink: The order comes first, then the amount: A-1001 12.50.\n",
            "\(swapped.complaint)"
        )
        #expect(swapped.status == 3)
        let negative = try await Self.tool(place, "pay", "A-1", "-5")
        #expect(negative.status == 3 && negative.complaint.contains("paylink refund"), "\(negative.complaint)")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `nothing is given back of what was not paid, and the sentence says so`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A-1").link != nil)
        let run = try await Self.tool(place, "refund", "A-1", "5")
        #expect(run.status == 1)
        #expect(run.complaint == "paylink: Nothing was paid of A-1, so nothing can be given back.\n")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `an order's other attempts are told when one of them is shown or cancelled`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let terms = ["--amount", "20", "--currency", "EUR", "--description", "Transfer", "--socket", place.socketPath]
        #expect(try await ToolRun(["generate", "--order-id", "B/1"] + terms).status == 0)
        #expect(try await ToolRun(["generate", "--order-id", "B"] + terms).status == 0)
        #expect(try await Self.tool(place, "cancel", "B").output.contains("nobody can pay its 20.00 EUR any more"))
        let again = try await ToolRun(["generate", "--order-id", "B", "--on-existing", "reissue"] + terms)
        #expect(again.output.contains("B/2"), "\(again.output)\(again.complaint)")
        #expect(try await Self.tool(place, "show", "B").output.contains("Also payable    B/2\n"))
        #expect(try await !Self.tool(place, "show", "B/1").output.contains("Also payable"))
        #expect(try await !Self.tool(place, "show", "B/2").output.contains("Also payable"))
        let cancelled = try await Self.tool(place, "cancel", "B")
        #expect(cancelled.output.contains("paylink cancel B/2"), "\(cancelled.output)\(cancelled.complaint)")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `an erasure tells of the customer's other links`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let terms = ["--amount", "20", "--currency", "EUR", "--description", "x", "--email", "ada@shop.example"]
        for order in ["A-1", "A-2"] {
            #expect(
                try await ToolRun(["generate", "--order-id", order, "--socket", place.socketPath] + terms).status == 0
            )
        }
        let one = try await Self.tool(place, "erase", "A-1", "--reason", "asked", "--yes")
        #expect(one.complaint.contains("1 other link keeps the same customer"), "\(one.complaint)")
        #expect(one.complaint.contains("paylink erase --email ada@shop.example --reason asked"))
        let rest = try await Self.tool(place, "erase", "A-2", "--reason", "asked", "--yes")
        #expect(rest.complaint.isEmpty && rest.status == 0, "\(rest.complaint)")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a misspelt method is told what it was meant to be`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let run = try await Self.tool(place, "call", "getlink", "orderId=A-1")
        #expect(run.complaint == "paylink: There is no such method; you may have meant getLink.\n")
        let help = try await Self.tool(place, "call", "listLink", "--help")
        #expect(help.status == 3 && help.complaint.contains("Did you mean listLinks?"), "\(help.complaint)")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a link is replaced, and who waits for the old one waits for the new one`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A-1").link != nil)
        let replaced = try await Self.tool(place, "replace", "A-1", "A-2", "--amount", "45,00")
        #expect(replaced.output.contains("45.00 EUR"), "\(replaced.complaint)")
        let waited = try await Self.tool(place, "wait", "A-1", "--timeout", "1")
        #expect(waited.status == 2 && waited.output.contains("replaced by A-2; 45.00 EUR are due"), "\(waited.output)")
        let mistaken = try await Self.tool(place, "update", "A-2", "--amount", "45.00")
        #expect(
            mistaken.status == 3 && mistaken.complaint.contains("paylink replace A-2 NEW-ORDER-ID --amount 45.00"),
            "\(mistaken.complaint)"
        )
        let unsaid = try await Self.tool(place, "erase", "A-2", "--reason", "asked")
        #expect(unsaid.status == 3 && unsaid.complaint.contains("--yes"))
        #expect(try await Self.tool(place, "erase", "A-2", "--reason", "asked", "--yes").status == 0)
        #expect(try await daemon.terminate() == .exited(0))
    }

    /// The command that a sentence advises after some words, as the words of a command line.
    private static func advised(_ complaint: String, after lead: String) throws -> [String] {
        let rest = try #require(complaint.split(separator: lead + "paylink ").dropFirst().first, "\(complaint)")
        let line = rest.prefix { $0 != "\n" && $0 != ";" && $0 != "," }
        return (line.hasSuffix(".") ? line.dropLast() : line).split(separator: " ").map(String.init)
    }

    @Test func `with two sites every command that is advised can be typed as it stands`() async throws {
        let place = try DaemonPlace()
        let sites = ["default", "shop"].map { #""\#($0)":{"checkoutUrl":"https://\#($0).example/pay/"}"# }
        var options = DaemonProcess.Options()
        options.arguments = [
            "--config", try place.write(#"{"sites":{\#(sites.joined(separator: ","))}}"#, to: "paylinkd.json"),
        ]
        let daemon = try await DaemonProcess.start(in: place, options)
        for site in ["default", "shop"] {
            let terms = ["--amount", "80", "--currency", "EUR", "--description", "Desk", "--email", "a@b.example"]
            let made = try await ToolRun(
                ["generate", "--order-id", "A", "--site", site, "--socket", place.socketPath] + terms
            )
            #expect(made.status == 0, "\(made.complaint)")
            #expect(try await Self.tool(place, "pay", "A", "30", "--site", site).status == 0)
            let refused = try await Self.tool(place, "replace", "A", "A2", "--site", site, "--amount", "60")
            #expect(refused.status == 1)
            let replaced = try await ToolRun(Self.advised(refused.complaint, after: "count by "))
            #expect(replaced.status == 0 && replaced.output.contains("60.00 EUR"), "\(replaced.complaint)")
            let old = try await Self.tool(place, "mail", "A", "--site", site)
            let mail = try Self.advised(old.complaint, after: "mail that: ")
            #expect(try await ToolRun(mail + ["--socket", place.socketPath]).status == 0, "\(old.complaint)")
            let url = try #require(replaced.output.split(separator: "\n").first.map(String.init))
            let copy = try await Self.tool(place, "duplicate", url, "A3")
            let cancel = try Self.advised(copy.complaint, after: "to end that: ")
            #expect(try await ToolRun(cancel + ["--socket", place.socketPath]).status == 0, "\(copy.complaint)")
            let late = try await Self.tool(place, "pay", "A3", "100", "--site", site)
            let refund = try Self.advised(late.output, after: "recorded by ").map { $0 == "AMOUNT" ? "20" : $0 }
            #expect(try await ToolRun(refund + ["--socket", place.socketPath]).status == 0, "\(late.output)")
        }
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a copy tells of every link of the order that may still be paid`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A").link != nil)
        #expect(try await Self.tool(place, "replace", "A", "B").status == 0)
        let copy = try await Self.tool(place, "duplicate", "A", "C")
        #expect(
            copy.complaint == "Order B can still be paid too; to end that: paylink cancel B\n",
            "\(copy.complaint)"
        )
        let held = #"{"orderId":"B","status":"uncleared","amount":4995,"transactionId":"T1"}"#
        _ = try await place.client().call("recordPayment", held)
        let second = try await Self.tool(place, "duplicate", "C", "D")
        #expect(second.complaint.contains("Order C can still be paid too"), "\(second.complaint)")
        #expect(second.complaint.contains("Order B is uncleared"), "\(second.complaint)")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `an answer that is repeated says so`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A").link != nil)
        let command = ["replace", "A", "B", "--amount", "30", "--idempotency-key", "k", "--socket", place.socketPath]
        let first = try await ToolRun(command)
        #expect(first.complaint == "")
        let second = try await ToolRun(command)
        #expect(second.output == first.output)
        #expect(second.complaint == "Nothing new was made: order B was there already.\n")
        #expect(try await Self.tool(place, "pay", "B", "30").status == 0)
        let again = try await ToolRun(command)
        #expect(again.status == 0 && again.output.contains("active"))
        #expect(
            again.complaint
                == "This is the first answer to this --idempotency-key, and the link has changed since; what it is now: "
                + "paylink show B\n"
        )
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a duplicate that is repeated is made once, and what it says of money is told again`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A").link != nil)
        #expect(try await Self.tool(place, "pay", "A", "9.95").status == 0)
        let command = ["duplicate", "A", "B", "--idempotency-key", "k", "--socket", place.socketPath]
        let first = try await ToolRun(command)
        #expect(first.status == 0 && first.complaint.contains("9.95 EUR"), "\(first.complaint)")
        #expect(!first.complaint.contains("Nothing new"), "\(first.complaint)")
        let again = try await ToolRun(command)
        #expect(again.status == 0 && again.output == first.output)
        let news = "Nothing new was made: order B was there already.\n"
        #expect(again.complaint.contains(news), "\(again.complaint)")
        #expect(again.complaint.replacing(news, with: "") == first.complaint, "\(again.complaint)")
        let answers = [try await ToolRun(command + ["--json"]), try await ToolRun(command + ["--json"])]
        #expect(answers[0].output == answers[1].output && answers[0].output.contains("9.95 EUR"))
        #expect(try await place.client().allLinks().count == 2)
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `a duplicate that takes the place of a link may carry what was paid, and no other may`() async throws {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A").link != nil)
        #expect(try await Self.tool(place, "pay", "A", "9.95").status == 0)
        let plain = try await Self.tool(place, "duplicate", "A", "B", "--carry-paid")
        #expect(plain.status == 3 && plain.complaint.contains("--supersede"), "\(plain.complaint)")
        let carried = try await Self.tool(place, "duplicate", "A", "B", "--supersede", "--carry-paid")
        #expect(carried.status == 0 && carried.output.contains("Carried over  9.95 EUR"), "\(carried.output)")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `wait says how long it waits, and 0 is for ever there too`() async throws {
        let help = words(try await ToolRun(["wait", "--help"]).output)
        #expect(help.contains("without it, or with 0, it waits for ever"), "\(help)")
        #expect(help.contains("of wait: 0"), "\(help)")
        let pages = try ScratchDirectory()
        let programs = FilePath(BuiltProgram.path("paylink")).removingLastComponent()
        let run = try await ToolRun(
            [manual.path, programs.string, pages.path.string],
            environment: ["PATH": "/usr/bin:/bin"],
            program: "/usr/bin/python3"
        )
        #expect(run.status == 0, "\(run.complaint)")
        let text = String(decoding: try pages.path.appending("paylink-wait.1").wholeFile(), as: UTF8.self)
        let page = words(text.replacing("\\-", with: "-"))
        #expect(page.contains("without it, or with 0, it waits for ever"), "\(page)")
    }

    private func words(_ text: String) -> String { text.split { $0.isWhitespace }.joined(separator: " ") }

    private var manual: URL {
        var root = URL(filePath: #filePath)
        for _ in 0..<5 { root.deleteLastPathComponent() }
        return root.appending(path: "deploy/manual")
    }

    @Test(arguments: [[], ["--timeout", "0"]])
    func `and it does: it goes on until the link is paid`(timeout: [String]) async throws {
        let place = try DaemonPlace()
        let real = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A").link != nil)
        let active = try await Self.seen("A", in: place)
        #expect(try await Self.tool(place, "pay", "A", "49.95").status == 0)
        let paid = try await Self.seen("A", in: place)
        #expect(try await real.terminate() == .exited(0))
        let daemon = try ScriptedDaemon { line, before in
            guard line.contains("getLink") else { return .answer(Self.answer(#"{"seq":1,"events":[]}"#)) }
            return .answer(Self.answer(before.count { $0.contains("getLink") } < 3 ? active : paid))
        }
        let run = try await ToolRun(["wait", "A", "--socket", daemon.path] + timeout)
        #expect(run.status == 0 && run.output.contains("is paid"), "\(run.status) \(run.output)\(run.complaint)")
        #expect(daemon.lines.count { $0.contains("getLink") } > 3)
        daemon.stop()
    }

    private static func seen(_ orderID: String, in place: DaemonPlace) async throws -> String {
        let link = try await place.client().call("getLink", #"{"orderId":"\#(orderID)"}"#).get()
        return String(decoding: link.rawBytes, as: UTF8.self)
    }

    private static func answer(_ result: String) -> String { #"{"jsonrpc":"2.0","id":1,"result":\#(result)}"# }
}
