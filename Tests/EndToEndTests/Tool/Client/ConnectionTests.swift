import Foundation
import JSONRPC
@testable import PaylinkClient
import TestSupport
import Testing
import JSON

@Suite struct ConnectionTests {
    private static let result = #"{"jsonrpc":"2.0","id":1,"result":{"seq":7}}"#

    @Test func `a call sends one line and returns the result`() throws {
        let daemon = try ScriptedDaemon { _ in .answer(Self.result) }
        defer { daemon.stop() }
        let connection = try Connection(path: daemon.path)
        let reply = try connection.call(method: "getServiceStatus") { $0.member("site", "nl") }
        #expect(try reply.get()["seq"]?.integer == 7)
        #expect(daemon.lines == [#"{"jsonrpc":"2.0","id":1,"method":"getServiceStatus","params":{"site":"nl"}}"#])
    }

    @Test func `a refusal carries what a program needs`() throws {
        let daemon = try ScriptedDaemon { _ in
            .answer(
                #"{"jsonrpc":"2.0","id":1,"error":{"code":1006,"message":"Taken.","data":{"kind":"orderIdInUse","#
                    + #""parameter":"/orderId","retryable":false,"existing":{"url":"https://x.example/1"}}}}"#
            )
        }
        defer { daemon.stop() }
        let reply = try Connection(path: daemon.path).call(method: "generateLink")
        let error = #expect(throws: RemoteError.self) { try reply.get() }
        #expect(error?.code == 1006)
        #expect(error?.kind == "orderIdInUse")
        #expect(error?.parameter == "/orderId")
        #expect(error?.existingURL == "https://x.example/1")
    }

    @Test func `who is turned away at the door hears why`() throws {
        let daemon = try ScriptedDaemon(
            greeting:
                #"{"jsonrpc":"2.0","id":null,"error":{"code":-32002,"message":"Full.","data":{"retryable":true}}}"#
                + "\n"
        ) { _ in .stayQuiet }
        defer { daemon.stop() }
        for _ in 0..<20 {
            let error = #expect(throws: RemoteError.self) {
                try Connection(path: daemon.path).call(method: "getLink").get()
            }
            #expect(error?.retryable == true)
        }
    }

    @Test func `lines can be sent ahead and the answers read in order after half-closing`() throws {
        let daemon = try ScriptedDaemon { .answer("<\($0)>") }
        defer { daemon.stop() }
        let connection = try Connection(path: daemon.path)
        for number in 0..<32 { try connection.send("line \(number)".utf8) }
        try connection.closeSending()
        for number in 0..<32 {
            #expect(try connection.readLine() == Array("<line \(number)>".utf8))
        }
        #expect(try connection.readLine() == nil)
        #expect(try connection.readLine() == nil)
    }

    @Test(arguments: [
        "hello", "{}", #"{"jsonrpc":"2.0","id":2,"result":1}"#, #"{"jsonrpc":"2.0","id":1}"#,
        #"{"jsonrpc":"2.0","id":null,"result":1}"#, #"{"jsonrpc":"2.0","id":1,"error":{"code":1}}"#,
    ])
    func `something else than an answer is not taken for one`(line: String) throws {
        let daemon = try ScriptedDaemon { _ in .answer(line) }
        defer { daemon.stop() }
        let error = #expect(throws: ClientError.self) { try Connection(path: daemon.path).call(method: "getLink") }
        #expect(error?.message.hasPrefix("That was not an answer of paylinkd.") == true)
    }

    @Test(arguments: ["", #"{"jsonrpc":"2.0","id":1,"result":{"se"#, #"{"jsonrpc":"2.0","id":1,"result":{}}"#])
    func `a daemon that hangs up leaves the outcome unknown, also within an answer`(said: String) throws {
        let daemon = try ScriptedDaemon { _ in .breakOff(said) }
        defer { daemon.stop() }
        #expect(throws: ClientError.closed) { try Connection(path: daemon.path).call(method: "getLink") }
    }

    @Test(arguments: [ScriptedDaemon.Action.stayQuiet, .trickle])
    func `a daemon that is silent, or never ends its answer, is given up`(action: ScriptedDaemon.Action) throws {
        let daemon = try ScriptedDaemon { _ in action }
        defer { daemon.stop() }
        #expect(throws: ClientError.timedOut(seconds: 1)) {
            try Connection(path: daemon.path, timeoutSeconds: 1).call(method: "getLink")
        }
    }

    @Test func `an answer over the limit is refused`() throws {
        let daemon = try ScriptedDaemon { _ in .answer(String(repeating: "x", count: 200)) }
        defer { daemon.stop() }
        #expect(throws: ClientError.answerTooLong(byteCountMax: 100)) {
            try Connection(path: daemon.path, lineBytesMax: 100).call(method: "getLink")
        }
    }

    @Test func `a line break would make two requests of one`() throws {
        let daemon = try ScriptedDaemon { _ in .stayQuiet }
        defer { daemon.stop() }
        let connection = try Connection(path: daemon.path)
        #expect(throws: ClientError.brokenRequest) { try connection.send("a\nb".utf8) }
    }

    @Test func `each way of not being there has its own sentence`() throws {
        let scratch = try ScratchDirectory()
        let missing = "\(scratch.path)/missing.sock"
        #expect(throws: ClientError.noSocket(path: missing)) { try Connection(path: missing) }

        let plain = "\(scratch.path)/plain"
        try Data().write(to: URL(fileURLWithPath: plain))
        #expect(throws: ClientError.notASocket(path: plain)) { try Connection(path: plain) }
        #expect(throws: ClientError.notASocket(path: "\(scratch.path)")) { try Connection(path: "\(scratch.path)") }
        #expect(throws: ClientError.noSocket(path: "\(plain)/x")) { try Connection(path: "\(plain)/x") }

        let long = "/" + String(repeating: "x", count: 107)
        #expect(throws: ClientError.pathTooLong(path: long, byteCountMax: 107)) { try Connection(path: long) }
        #expect(throws: ClientError.noSocket(path: String(long.dropLast()))) {
            try Connection(path: String(long.dropLast()))
        }
    }

    @Test(arguments: [
        ClientError.noSocket(path: "/s"), .nobodyListens(path: "/s"), .timedOut(seconds: 35), .closed,
    ])
    func `whoever finds no daemon hears where it is told why`(error: ClientError) {
        #expect(error.message.hasSuffix("systemctl status paylinkd.socket paylinkd"))
    }

    @Test func `a socket without a listener says that nobody listens`() throws {
        let scratch = try ScratchDirectory()
        let path = "\(scratch.path)/left.sock"
        let left = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(left, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(result == 0)
        close(left)
        #expect(throws: ClientError.nobodyListens(path: path)) { try Connection(path: path) }
    }
}
