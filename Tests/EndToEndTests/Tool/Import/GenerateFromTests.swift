import FoundationEssentials
import JSON
import PaylinkClient
import TestSupport
import Testing

/// `paylink generate --from`, against the real daemon.
@Suite(.timeLimit(.minutes(10))) struct GenerateFromTests {
    static let head = "orderId,currency,amount,description,daysActive,email,firstName,metadata.cart\r\n"
    private static let sheet =
        head + "C-1,EUR,49.95,\"Two chairs, one \"\"table\"\"\",14,ada@shop.example,Ada,7\r\n"
        + "C-2,JPY,50,Tea,,,,\r\n"
        + ",,,,,,,\r\n" + "C-3,EUR,0.05,Cups,,,,\r\n"

    /// A daemon with its place.
    private struct Served {
        let place: DaemonPlace
        let daemon: DaemonProcess

        init(limits: String? = nil) async throws {
            place = try DaemonPlace()
            var options = DaemonProcess.Options()
            if let limits {
                options.arguments = ["--config", try place.write(#"{"limits":{\#(limits)}}"#, to: "paylinkd.json")]
            }
            daemon = try await DaemonProcess.start(in: place, options)
        }

        func generate(_ options: [String], from text: String) async throws -> ToolRun {
            let path = try place.write(text, to: "orders.csv")
            return try await ToolRun(["generate", "--socket", place.socketPath, "--from", path] + options)
        }
    }

    @Test func `each row becomes a link, and the totals are told`() async throws {
        let served = try await Served()
        let run = try await served.generate([], from: Self.sheet)
        #expect(run.status == 0, "\(run.complaint)")
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines.suffix(3) == ["orders.csv: 3 links", "2 links, 50.00 EUR", "1 link, 50 JPY"])
        #expect(lines.prefix(3).map { $0.prefix(22) } == ["C-1", "C-2", "C-3"].map { "\($0)  http://localhost/" })
        #expect(run.complaint == "", "nothing of the bar goes into a pipe")
        let links = try await served.place.client().allLinks()
        #expect(Set(links.map(\.orderID)) == ["C-1", "C-2", "C-3"])
        #expect(links.first { $0.orderID == "C-1" }?.description == "Two chairs, one \"table\"")
        // The header, and one record for all three.
        #expect(try served.place.journalLines().filter { $0.contains("linkGenerated") }.count == 1)
    }

    @Test func `the same command again makes nothing twice and tells the same links`() async throws {
        let served = try await Served()
        let first = try await served.generate(["--json"], from: Self.sheet)
        #expect(first.status == 0, "\(first.complaint)")
        let links = try first.output.split(separator: "\n").map { try JSONDocument(parsing: Array($0.utf8)).root }
        #expect(links.map { $0["orderId"]?.string } == ["C-1", "C-2", "C-3"])
        #expect(links.first?["customer"]?["email"]?.string == "ada@shop.example")
        #expect(links.first?["metadata"]?["cart"]?.string == "7")
        #expect(try await served.generate(["--json"], from: Self.sheet).output == first.output)
        #expect(try await served.place.client().allLinks().count == 3)
    }

    @Test func `a link that was there already says what it is beside its address`() async throws {
        let served = try await Served()
        #expect(try await served.generate([], from: Self.sheet).output.contains("there already") == false)
        let cancelled = try await ToolRun(["cancel", "C-2", "--socket", served.place.socketPath])
        #expect(cancelled.status == 0, "\(cancelled.complaint)")
        let dearer = Self.sheet.replacing("49.95", with: "59.95")
        let run = try await served.generate(["--on-existing", "return"], from: dearer)
        let lines = run.output.split(separator: "\n")
        #expect(lines.first?.hasSuffix("  there already: active, 49.95 EUR") == true, "\(run.output)\(run.complaint)")
        #expect(lines.dropFirst().first?.hasSuffix("  there already: cancelled, 50 JPY") == true, "\(run.output)")
    }

    @Test func `standard input, semicolons and the decimal comma of a spreadsheet in Europe`() async throws {
        let served = try await Served()
        let text = "\u{FEFF}orderId;currency;amount;description;secondChanceEmail\nE-1;EUR;1234,50;Réparation;TRUE\n"
        let run = try await ToolRun(
            ["generate", "--socket", served.place.socketPath, "--from", "-", "--json"],
            input: text
        )
        #expect(run.status == 0, "\(run.complaint)")
        #expect(run.output.contains(#""amount":123450"#) && run.output.contains(#""secondChanceEmail":true"#))
    }

    @Test func `one link may come from standard input, which keeps its customer off the command line`() async throws {
        let served = try await Served()
        let text = "orderId,currency,amount,description,firstName,email\nE-1,EUR,1.50,Repair,Ada,ada@shop.example\n"
        let run = try await ToolRun(["generate", "--socket", served.place.socketPath, "--from", "-"], input: text)
        #expect(run.status == 0 && run.output.hasPrefix("E-1  http"), "\(run.output)\(run.complaint)")
        let customer = try await served.place.client().call("getLink", #"{"orderId":"E-1"}"#).get()["customer"]
        #expect(customer?["firstName"]?.string == "Ada" && customer?["email"]?.string == "ada@shop.example")
        let help = try await ToolRun(["generate", "--help"]).output.split { $0.isWhitespace }.joined(separator: " ")
        #expect(help.contains("let a single row come from standard input too, with --from -."), "\(help)")
    }

    @Test func `what was written for a spreadsheet is read back as it was`() async throws {
        let served = try await Served()
        let head = "orderId;currency;amount;description\r\n"
        let run = try await served.generate([], from: head + "'-17;EUR;1,50;'=1+2\r\n'18;EUR;2;'t Hart\r\n")
        #expect(run.status == 0, "\(run.complaint)")
        let links = try await served.place.client().allLinks()
        #expect(Set(links.map(\.orderID)) == ["-17", "'18"])
        #expect(Set(links.map(\.description)) == ["=1+2", "'t Hart"])
    }

    @Test func `on a terminal a bar fills up`() async throws {
        let served = try await Served()
        let path = try served.place.write(Self.sheet, to: "orders.csv")
        let command = "\(BuiltProgram.path("paylink")) generate --socket \(served.place.socketPath) --from \(path)"
        // script(1) runs it on a terminal of its own.
        let run = try await ToolRun(["-qec", command, "/dev/null"], program: "/usr/bin/script")
        #expect(run.status == 0, "\(run.output)")
        #expect(run.output.contains("[------------------------------] 0 %  Checking 0 of 3 rows"), "\(run.output)")
        #expect(run.output.contains("Recording 0 of 3 rows"))
        #expect(run.output.contains("\r\u{1B}[KC-1  http"), "the bar is cleared: \(run.output)")
    }

    @Test func `a dry run says that all is well and makes nothing`() async throws {
        let served = try await Served()
        let run = try await served.generate(["--dry-run"], from: Self.sheet)
        #expect(run.output.hasPrefix("orders.csv: 3 links, dry run: all is well, and nothing was made\n"), "\(run)")
        #expect(try await served.place.client().allLinks() == [])
        #expect(try await served.generate([], from: Self.sheet).status == 0)
    }

    @Test func `what is wrong with the file is told with row and column, all of it at once`() async throws {
        let served = try await Served()
        let text =
            Self.head + "C-1,EUR,49.955,Chair,,,,\r\n" + "C-1,XYZ,1,Chair,,,,\r\n" + "C-2,EUR,1,Chair,soon,,,\r\n"
            + "C-3,EUR,1\r\n"
        let run = try await served.generate([], from: text)
        #expect(run.status == 3)
        let lines = run.complaint.split(separator: "\n")
        #expect(lines.count == 6, "\(run.complaint)")
        for start in [
            "orders.csv, row 2, column amount: \"49.955\" can be read as two amounts",
            "orders.csv, row 3, column currency: ",
            "orders.csv, row 3, column orderId: Order C-1 stands in row 2 already",
            "orders.csv, row 4, column daysActive: ", "orders.csv, row 5, column description: It is empty",
        ] {
            #expect(lines.contains { $0.hasPrefix(start) }, "\(start) in \(run.complaint)")
        }
        #expect(try await served.place.client().allLinks() == [])
    }

    @Test func `so is what the daemon refuses`() async throws {
        let served = try await Served()
        _ = try await served.place.client().generate("C-3")
        let text = Self.sheet.replacing("ada@shop.example", with: "ada")
        let run = try await served.generate([], from: text)
        #expect(run.status == 1)
        #expect(run.complaint.contains("orders.csv, row 2, column email: "), "\(run.complaint)")
        #expect(
            run.complaint.contains("orders.csv, row 5, column orderId: Order C-3 has a link already"),
            "\(run.complaint)"
        )
        #expect(try await served.place.client().allLinks().count == 1)
    }

    @Test(arguments: [#"[{"row":99,"message":"No."}]"#, #"[{"row":9223372036854775807,"message":"No."}]"#, "[1]"])
    func `a refusal of rows that are not there is no success`(rows: String) async throws {
        let error =
            #"{"code":-32602,"message":"Rows were refused.","data":{"kind":"invalidParameter","rows":\#(rows)}}"#
        let real = try await Served()
        let status = String(
            decoding: try await real.place.client().call("getServiceStatus").get().rawBytes,
            as: UTF8.self
        )
        let daemon = try ScriptedDaemon { line in
            let rest = line.contains("generateLinks") ? #"2,"error":\#(error)"# : #"1,"result":\#(status)"#
            return .answer(#"{"jsonrpc":"2.0","id":\#(rest)}"#)
        }
        defer { daemon.stop() }
        let scratch = try ScratchDirectory()
        try Data(Self.sheet.utf8).write(to: URL(filePath: "\(scratch.path)/orders.csv"))
        let run = try await ToolRun([
            "generate", "--from", "\(scratch.path)/orders.csv", "--dry-run", "--socket", daemon.path,
        ])
        #expect(run.status == 1 && run.complaint.contains("Rows were refused."), "\(run.status) \(run.complaint)")
    }

    @Test(arguments: [
        ("", "The file is empty"), ("orderId,amount\n", "column currency: The column is missing"),
        ("orderId,currency,amount,description,Preis\n", "column Preis: It has no meaning here."),
        (head, "No row follows the names"), ("orderId,orderId,currency,amount,description\n", "stands here twice"),
        (head + "C-1,EUR,1,\"Chair,,,,\r\n", "A quote is opened and never closed"),
    ])
    func `a file that is no sheet of links`(text: String, complaint: String) async throws {
        let served = try await Served()
        let run = try await served.generate([], from: text)
        #expect(run.status == 3)
        #expect(run.complaint.contains("orders.csv") && run.complaint.contains(complaint), "\(run.complaint)")
    }

    @Test func `heads and codes may be written as people write them`() async throws {
        let served = try await Served()
        let sheet =
            "Order ID,Currency,AMOUNT,Description,e-mail,Country,locale\nC-9,eur,12.50,Chair,a@b.example,nl,nl\n"
        let run = try await served.generate([], from: sheet)
        #expect(run.status == 0, "\(run.complaint)")
        let link = try await ToolRun(["show", "C-9", "--json", "--socket", served.place.socketPath]).output
        #expect(link.contains(#""currency":"EUR""#) && link.contains(#""country":"NL","locale":"nl_NL""#), "\(link)")
    }

    @Test func `the names of the columns are told once, whatever is wrong`() async throws {
        let run = try await Served().generate([], from: "Auftrag,Betrag,Text\nA,1,x\n")
        #expect(run.complaint.split(separator: "\n").count { $0.contains("metadata.NAME") } == 1, "\(run.complaint)")
    }

    @Test func `a file longer than one call goes on where it was interrupted`() async throws {
        // Ten rows a call: the daemon that is killed has answered some of them.
        let served = try await Served(limits: #""linksPerCall":10"#)
        let rows = (1...95).map { "L-\($0),EUR,1.00,Chair,,,,\r\n" }.joined()
        let made = try await served.generate(["--json"], from: Self.head + rows)
        #expect(made.status == 0, "\(made.complaint)")
        #expect(try served.place.journalLines().filter { $0.contains("linkGenerated") }.count == 10)
        // An interruption leaves a journal without its last records.
        _ = try await served.daemon.terminate()
        let lines = try served.place.journalLines()
        let kept = lines.prefix { !$0.contains(#""orderId":"L-61""#) }
        try Data((kept.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: served.place.journalPath))
        var options = DaemonProcess.Options()
        options.arguments = ["--config", "\(served.place.directory)/paylinkd.json"]
        let again = try await DaemonProcess.start(in: served.place, options)
        #expect(try await served.place.client().allLinks().count == 60)
        let resumed = try await served.generate(["--json"], from: Self.head + rows)
        #expect(resumed.status == 0, "\(resumed.complaint)")
        let before = made.output.split(separator: "\n")
        #expect(resumed.output.split(separator: "\n").prefix(60) == before.prefix(60))
        #expect(try await served.place.client().allLinks().count == 95)
        _ = try await again.terminate()
    }

    @Test func `a row of many values does not make a line of too many`() async throws {
        let served = try await Served(limits: #""values":1000"#)
        let notes = (1...20).map { "metadata.n\($0)" }.joined(separator: ",")
        let cells = (1...20).map(String.init).joined(separator: ",")
        let rows = (1...60).map { "V-\($0),EUR,1.00,Chair,\(cells)\n" }.joined()
        let run = try await served.generate([], from: "orderId,currency,amount,description,\(notes)\n" + rows)
        #expect(run.status == 0, "\(run.complaint)")
        #expect(run.output.contains("\norders.csv: 60 links\n"))
    }

    @Test func `a file takes its terms from itself`() async throws {
        let run = try await ToolRun(["generate", "--from", "x.csv", "--amount", "1"])
        #expect(run.status == 3)
        #expect(run.complaint.contains("--from takes orders and terms from the file"))
        let none = try await ToolRun(["generate", "--from", "/nowhere/x.csv"])
        #expect(none.status == 3 && none.complaint.contains("/nowhere/x.csv can't be read"), "\(none.complaint)")
    }
}
