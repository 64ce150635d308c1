import Foundation
import Glibc
import TestSupport
import Testing

/// `paylink mail` and `paylink remind`: to whom a mail is written, and what becomes of it.
@Suite(.timeLimit(.minutes(10))) struct MailTests {
    private static let configuration =
        #"{"sites":{"shop":{"checkoutUrl":"https://shop.example/pay/","name":"Łukasz & Zn.","mailFrom":"orders@shop.example"}}}"#

    private func start(_ place: DaemonPlace) async throws -> DaemonProcess {
        var options = DaemonProcess.Options()
        options.arguments = ["--config", try place.write(Self.configuration, to: "paylinkd.json")]
        return try await DaemonProcess.start(in: place, options)
    }

    private func run(_ place: DaemonPlace, _ arguments: String...) async throws -> ToolRun {
        try await ToolRun(["--socket", place.socketPath] + arguments)
    }

    private func generate(_ place: DaemonPlace, _ order: String, email: String?) async throws {
        let made = try await ToolRun(
            [
                "--socket", place.socketPath, "generate", "--order-id", order, "--amount", "49.95", "--currency", "EUR",
                "--description", "Two chairs",
            ] + (email.map { ["--email", $0, "--locale", "nl"] } ?? [])
        )
        #expect(made.status == 0, "\(made.complaint)")
    }

    /// A program in place of sendmail, which keeps its arguments and its input, and ends with a status.
    private func sendmail(_ place: DaemonPlace, status: Int) throws -> String {
        let script = """
            #!/bin/sh
            printf '%s\\n' "$@" >'\(place.directory)/arguments'
            cat >'\(place.directory)/mail'
            exit \(status)
            """
        return try place.writeProgram(script, to: "sendmail-\(status)")
    }

    @Test func `a mail goes to standard output, or to sendmail with the line ends of this system`() async throws {
        let place = try DaemonPlace()
        let daemon = try await start(place)
        try await generate(place, "A-1", email: "visser@mail.example")
        let written = try await run(place, "mail", "A-1")
        #expect(written.status == 0, "\(written.complaint)")
        // A Character of its own: CR LF.
        let head = written.output.components(separatedBy: "\r\n\r\n")[0]
        for header in ["To: visser@mail.example", "Content-Language: nl", "MIME-Version: 1.0"] {
            #expect(head.contains(header), "\(head)")
        }
        #expect(written.output.contains("Content-Type: image/png"))
        #expect(try await run(place, "mail", "A-1", "--no-qr").output.contains("Content-Type: image/png") == false)
        let sent = try await run(place, "mail", "A-1", "--send", "--sendmail", sendmail(place, status: 0))
        #expect(sent.status == 0 && sent.output.contains("visser@mail.example"), "\(sent.complaint)")
        let arguments = try String(contentsOfFile: "\(place.directory)/arguments", encoding: .utf8)
        #expect(arguments == "-t\n-i\n-f\norders@shop.example\n")
        let mail = try String(contentsOfFile: "\(place.directory)/mail", encoding: .utf8)
        #expect(mail.contains("\nTo: visser@mail.example\n") && !mail.unicodeScalars.contains("\r"))
        try await daemon.crash()
    }

    @Test func `nobody gets a mail about a link that takes no money`() async throws {
        let place = try DaemonPlace()
        let daemon = try await start(place)
        for order in ["DEAD", "PAID"] { try await generate(place, order, email: "visser@mail.example") }
        try await generate(place, "NOBODY", email: nil)
        #expect(try await run(place, "cancel", "DEAD").status == 0)
        #expect(try await run(place, "pay", "PAID", "49.95").status == 0)
        for order in ["DEAD", "PAID", "NOBODY"] {
            let refused = try await run(place, "mail", order, "--send", "--sendmail", "/bin/false")
            #expect(
                refused.status == 1 && refused.output.isEmpty && refused.complaint.contains(order),
                "\(refused.complaint)"
            )
        }
        #expect(try await run(place, "mail", "NOBODY", "--to", "visser@mail.example").status == 0)
        let wrong = try await run(place, "mail", "NOBODY", "--to", "visser\r\nBcc: thief@evil.example")
        #expect(wrong.status == 3 && wrong.output.isEmpty)
        try await daemon.crash()
    }

    @Test func `a mail system that does not take the mail is said`() async throws {
        let place = try DaemonPlace()
        let daemon = try await start(place)
        try await generate(place, "A-1", email: "visser@mail.example")
        let failed = try await run(place, "mail", "A-1", "--send", "--sendmail", sendmail(place, status: 75))
        #expect(failed.status == 4 && failed.complaint.contains("status 75"), "\(failed.complaint)")
        let missing = try await run(place, "mail", "A-1", "--send", "--sendmail", "/nothing/here")
        #expect(missing.status == 4 && missing.complaint.contains("/nothing/here"), "\(missing.complaint)")
        try await daemon.crash()
    }

    @Test func `without a mail system no reminder is taken, and without --send nothing happens`() async throws {
        let place = try DaemonPlace()
        let daemon = try await start(place)
        #expect(try await run(place, "remind", "--send", "--sendmail", "/nothing/here").status == 4)
        #expect(try await run(place, "remind").status == 3)
        let idle = try await run(place, "remind", "--send", "--sendmail", "/bin/true")
        #expect(idle.status == 0 && idle.output.isEmpty, "\(idle.complaint)")
        try await daemon.crash()
    }
}
