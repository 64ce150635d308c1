import Issuing
import JSON
import PaymentLinks

/// An answer of the service: the body is read first, since failures come under 200 as well as under 4xx and 5xx.
enum ServiceAnswer: Sendable {
    /// `success` is true; the member `data`.
    case success(JSONValue?)
    /// `success` is false: an answer whatever its status.
    case failure(IssuerRefusal, status: Int)
    /// Empty, cut, HTML, or JSON that says neither: nobody knows what became of the request.
    case unclear

    /// The longest reason that is kept.
    private static let wordsMax = 500

    init(_ body: [UInt8], status: Int) {
        guard let root = try? JSONDocument(parsing: body).root, root.kind == .object,
            let succeeded = root["success"]?.bool
        else {
            self = .unclear
            return
        }
        if succeeded {
            self = .success(root["data"])
        } else {
            let words = [root["error_info"]?.string, root["message"]?.string].compactMap { $0 }.first { !$0.isEmpty }
            let message = String((words ?? "It gave no reason.").prefix(Self.wordsMax))
            self = .failure(IssuerRefusal(code: root["error_code"]?.looseText, message: message), status: status)
        }
    }
}
