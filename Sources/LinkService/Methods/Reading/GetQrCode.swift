import FoundationEssentials
import JSON
package import JSONRPC
package import PaymentLinks
import QRCode

/// `getQrCode`: a link's URL as a QR code.
package struct GetQrCode: Method {
    package static let name = "getQrCode"
    package static let summary =
        "Draws a link's URL as a QR code: an image, or block characters for a terminal. The same call draws the same bytes."
    package static let parameters: [DeclaredParameter] = [
        LinkParameters.site.optional, LinkParameters.orderID.required, format.required, size.optional,
        errorCorrection.optional,
    ]
    package static let onlyReads = true
    package static let result = Schema.named(
        NamedSchema(
            "QrCode",
            .object(
                [
                    Schema.Member("contentType", .words(Format.allCases.map(\.contentType)), "What the data is."),
                    Schema.Member("encoding", .words(["utf-8", "base64"]), "How `data` holds it."),
                    Schema.Member(
                        "data",
                        .text,
                        "The image; as `text` lines of block characters, where what is drawn is light, for a dark ground."
                    ),
                ],
                closed: false
            )
        )
    )
    package static let errors =
        DeclaredError.ofReading + [.unknownSite, .invalidOrderID, .unknownOrder, .linkNotPayable]

    /// What the code is drawn as.
    private enum Format: String, CaseIterable {
        case svg, png, text

        var contentType: String {
            switch self {
            case .svg: "image/svg+xml"
            case .png: "image/png"
            case .text: "text/plain"
            }
        }
    }

    private static let format = Parameter(
        "format",
        ParameterType<Format>.word,
        "An image of lines or of pixels, or text for a terminal."
    )
    // A PNG takes a byte of memory for each pixel while it is drawn.
    private static let size = Parameter(
        "size",
        ParameterType<Int>.integer(1...2048),
        "The pixels of a side of the whole image; without it, 8 for each module and a quiet zone of exactly 4 modules."
    )
    private static let errorCorrection = Parameter(
        "errorCorrection",
        ParameterType<ErrorCorrection>.word,
        "How much damage the code survives: 7, 15, 25 or 30 %. Without it, `M`."
    )

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let key = try await context.key(of: arguments)
        let format = try arguments.required(Self.format)
        let size = try arguments.optional(Self.size)
        let correction = try arguments.optional(Self.errorCorrection) ?? .medium
        guard size == nil || format != .text else {
            throw .invalidParameter(
                arguments.pointer(to: Self.size.name),
                "`size` is for images, and text has none; leave it out, or choose svg or png."
            )
        }
        let url = try await url(of: key, at: arguments.pointer(to: LinkParameters.orderID.name))
        do throws(QRCodeError) {
            return try await Self.answer(url, correction, format, size: size)
        } catch {
            throw RPCError(error, arguments)
        }
    }

    private func url(of key: LinkKey, at pointer: String) async throws(RPCError) -> String {
        let now = context.clock.now()
        return try await context.ask(at: now, { _ in pointer }) {
            (ledger) throws(LedgerError) in
            guard let link = try await ledger.link(.key(key)) else { throw .refused(.unknownOrder(key)) }
            guard let url = link.url else {
                throw .refused(.notPayable(link, link.notPayableReason(at: now) ?? .pending, successor: nil))
            }
            return url
        }
    }

    /// Off the event loop: a large image takes milliseconds, for which other callers would wait.
    @concurrent private static func answer(
        _ url: String,
        _ correction: ErrorCorrection,
        _ format: Format,
        size: Int?
    ) async throws(QRCodeError) -> [UInt8] {
        let code = try QRCode(url, correction: correction)
        let data: String
        switch format {
        case .svg: data = try code.svg(size: size)
        case .png: data = Data(try code.png(size: size)).base64EncodedString()
        case .text: data = code.text
        }
        var writer = JSONWriter(reserving: data.utf8.count + 128)
        writer.object { writer in
            writer.member("contentType", format.contentType)
            writer.member("encoding", format == .png ? "base64" : "utf-8")
            writer.member("data", data)
        }
        return writer.bytes
    }
}

extension RPCError {
    fileprivate init(_ error: QRCodeError, _ arguments: Arguments) {
        switch error {
        case .tooLong(let byteCount, let correction):
            self = .invalidParameter(
                arguments.pointer(to: "errorCorrection"),
                "The link's URL has \(byteCount) bytes, and a QR code of level \(correction.rawValue) holds "
                    + "\(correction.bytesMax); choose a lower level, or a shorter checkout address."
            )
        case .tooSmall(let minimumSize):
            self = .invalidParameter(
                arguments.pointer(to: "size"),
                "`size` must be at least \(minimumSize) for this code, one pixel for each module; choose a larger one."
            )
        case .outOfMemory:
            self.init(.busy, "There was not enough memory for the image; ask again in a moment, or for a smaller one.")
        }
    }
}
