import ArgumentParser
import FoundationEssentials
import JSON
import PaylinkClient

/// `paylink qr`: a link's URL as a QR code.
struct Qr: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw a link's URL as a QR code, on standard output.",
        discussion: """
            Text is for the terminal, in black and white of its own. Where there are no colours, in a file or with NO_COLOR, \
            it is drawn for light writing on a dark ground, and with --invert for dark writing on a light one.

            Examples:
              paylink qr A-1001
              paylink qr A-1001 --format png --size 600 >A-1001.png
            """
    )

    /// What the code is drawn as.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case svg, png, text
    }

    /// How much damage the code survives.
    enum ErrorCorrection: String, ExpressibleByArgument, CaseIterable {
        case low = "L"
        case medium = "M"
        case quartile = "Q"
        case high = "H"
    }

    @OptionGroup var order: OrderArgument

    @Option(help: "svg, png or text.")
    var format = Format.text

    @Option(help: "The pixels of a side of the whole image, svg or png.")
    var size: Int64?

    @Option(help: "How much damage the code survives: L 7 %, M 15 %, Q 25 %, H 30 %.")
    var errorCorrection = ErrorCorrection.medium

    @Flag(help: "Draw text for dark writing on a light ground.")
    var invert = false

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        guard format != .text || size == nil else {
            throw ValidationError("--size is for images; choose --format svg or --format png.")
        }
        guard format == .text || !invert else {
            throw ValidationError("--invert is for text, since an image has a white ground of its own.")
        }
        guard format != .png || connection.json || !connection.output.appearance.isTerminal else {
            throw ValidationError("A PNG is nothing for a terminal; write it to a file: --format png >code.png")
        }
    }

    func run() throws {
        let daemon = try connection.open()
        let key = try order.key(connection, daemon)
        let code = try connection.call(daemon, "getQrCode") { writer in
            key.write(to: &writer)
            writer.member("format", format.rawValue)
            writer.given("size", size)
            writer.member("errorCorrection", errorCorrection.rawValue)
        }
        if connection.json { return try connection.output.json(code) }
        let data = code.text("data")
        switch format {
        case .text:
            let lines = TerminalCode(data).lines(connection.output.appearance, isInverted: invert)
            try connection.output.lines(lines)
        case .svg: try connection.output.bytes(Array(data.utf8))
        case .png: try connection.output.bytes(Array(Data(base64Encoded: data) ?? Data()))
        }
    }
}
