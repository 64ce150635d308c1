import Glibc
import PaylinkClient
import TestSupport
import Testing
@testable import SocketLoop

@Suite(.timeLimit(.minutes(10))) struct ListeningSocketTests {
    private let scratch: ScratchDirectory
    private let path: String

    init() throws {
        scratch = try ScratchDirectory()
        path = "\(scratch.path)/s"
    }

    @Test func `the socket has mode 0660 whatever the umask`() throws {
        let socket = try ListeningSocket(bindingTo: path)
        defer { close(socket.descriptor) }
        var file = stat()
        #expect(stat(path, &file) == 0)
        #expect(file.st_mode == S_IFSOCK | 0o660)
    }

    @Test func `a socket file without a listener is replaced`() throws {
        close(try ListeningSocket(bindingTo: path).descriptor)
        #expect(access(path, F_OK) == 0)
        let socket = try ListeningSocket(bindingTo: path)
        defer { close(socket.descriptor) }
        _ = try Connection(path: path)
    }

    @Test func `a socket that a process serves is left alone`() throws {
        let socket = try ListeningSocket(bindingTo: path)
        defer { close(socket.descriptor) }
        let error = #expect(throws: ListeningError.self) { try ListeningSocket(bindingTo: path) }
        guard case .inUse = error else { return #expect(Bool(false), "\(String(describing: error))") }
        _ = try Connection(path: path)
    }

    @Test func `a file that is no socket is left alone`() throws {
        close(open(path, O_CREAT | O_WRONLY, 0o600))
        let error = #expect(throws: ListeningError.self) { try ListeningSocket(bindingTo: path) }
        guard case .notASocket = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(access(path, F_OK) == 0)
    }

    @Test(arguments: [(107, true), (108, false)])
    func `a path has at most 107 bytes`(byteCount: Int, fits: Bool) throws {
        let path = path + String(repeating: "x", count: byteCount - path.utf8.count)
        do throws(ListeningError) {
            close(try ListeningSocket(bindingTo: path).descriptor)
            #expect(fits)
        } catch {
            guard case .pathTooLong = error else { return #expect(Bool(false), "\(error)") }
            #expect(!fits)
        }
    }

    @Test func `a missing folder is an error that names bind`() throws {
        let error = #expect(throws: ListeningError.self) { try ListeningSocket(bindingTo: "\(scratch.path)/none/s") }
        #expect(error?.description.contains("bind failed") == true)
    }

    @Test func `a server does not remove its successor's socket`() throws {
        let old = try ListeningSocket(bindingTo: path)
        close(old.descriptor)
        let new = try ListeningSocket(bindingTo: path)
        defer { close(new.descriptor) }
        old.removeIfOwned()
        #expect(access(path, F_OK) == 0)
        new.removeIfOwned()
        #expect(access(path, F_OK) != 0)
    }

    @Test func `the accept queue is as long as the socket asked for`() throws {
        let wanted = min(300, try somaxconn())
        let socket = try ListeningSocket(bindingTo: path)
        defer { close(socket.descriptor) }
        // Nothing is accepted. With a full queue one of these would wait for a second and fail.
        let connections = (0..<wanted).compactMap { _ in try? Connection(path: path, timeoutSeconds: 1) }
        #expect(connections.count == wanted)
    }

    private func somaxconn() throws -> Int {
        let file = try #require(fopen("/proc/sys/net/core/somaxconn", "re"))
        defer { fclose(file) }
        var number: Int32 = 0
        withUnsafeMutablePointer(to: &number) { pointer in
            withVaList([pointer]) { _ = vfscanf(file, "%d", $0) }
        }
        return Int(number)
    }
}
