import FoundationEssentials
import Glibc
import JSON
import SystemPackage

/// The requests that change orders, one JSON text a line: the same requests again make the same orders.
///
/// It outlives the process, not the machine: nothing is synced.
struct RequestLog: Sendable {
    private let file: FileDescriptor

    init(_ path: String) throws {
        file = try .open(FilePath(path), .writeOnly, options: [.append, .create], permissions: .ownerReadWrite)
    }

    /// Whether a request may have changed something: not one with a wrong key.
    static func isKept(_ request: WebRequest, key: String) -> Bool {
        guard request.path.hasPrefix(Route.prefix) else { return true }
        return request.method != "GET" && request.values(of: "api_key") == [key]
    }

    func append(_ request: WebRequest, at now: Moment) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("at", now.milliseconds)
            writer.member("method", request.method)
            writer.member("target", request.target)
            writer.member("body", Data(request.body).base64EncodedString())
        }
        // Without the line an order would be forgotten, and a test would blame somebody else.
        do { try file.writeAll(writer.bytes + [UInt8(ascii: "\n")]) } catch { fatalError("\(error)") }
    }

    /// The requests of a file, none if it is not there; a last line that was cut is left out.
    static func read(_ path: String, key: String) throws -> [(WebRequest, Moment)] {
        guard let text = try? Data(contentsOf: URL(filePath: path)) else { return [] }
        return try text.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let json = (try? JSONDocument(parsing: Array(line)))?.root else { return nil }
            guard let at = json["at"]?.integer, let method = json["method"]?.string,
                let target = json["target"]?.string,
                let body = Data(base64Encoded: json["body"]?.string ?? "")
            else { throw RequestLogError(path: path) }
            let headers = [WebRequest.Header(name: "api_key", value: key)]
            let request = WebRequest(method: method, target: target, headers: headers, body: Array(body))
            return (request, Moment(milliseconds: at))
        }
    }
}

/// A file that is no log of a stand-in.
struct RequestLogError: Error, CustomStringConvertible {
    let path: String

    var description: String { "\(path) was not written by paylink-standin; name another file, or remove it." }
}
