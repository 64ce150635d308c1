import Glibc
import LinkMail
import PaylinkClient
import PaymentLinks

/// The local mail system, by the program that all of them bring: it takes a message on its standard input.
struct Sendmail {
    let path: String

    static let standardPath = "/usr/sbin/sendmail"

    /// Looks whether the program is there, before something depends on it that can be done once only.
    func expectProgram() throws(WriteError) {
        guard access(path, X_OK) != 0 else { return }
        throw refused("can't run \(path): \(Self.errorText(errno)); install a mail system, or name it with --sendmail")
    }

    /// Hands a message over, and waits until the mail system has taken it.
    ///
    /// `-t` takes the receivers from the headers, `-i` no single dot for an end, and `-f` has bounces go to the sender.
    ///
    /// - Throws: `WriteError` if it could not be started, did not read everything, or ended with another status than 0.
    func send(_ message: MailMessage) throws(WriteError) {
        let (input, pid) = try start(["-t", "-i", "-f", message.from.address.text])
        // A program that ends without reading must not end this one.
        let earlier = signal(SIGPIPE, SIG_IGN)
        var failure: WriteError?
        do throws(WriteError) {
            // The line ends of this system; what takes the message makes those of the network of them.
            try ArraySlice(message.bytes.filter { $0 != 0x0d }).write(to: input)
        } catch {
            failure = error
        }
        close(input)
        signal(SIGPIPE, earlier)
        var status: CInt = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw refused("\(path) \(Self.words(for: status)); the mail was not sent") }
        if failure != nil { throw refused("\(path) did not read the whole mail; look whether it was sent") }
    }

    private func start(_ arguments: [String]) throws(WriteError) -> (input: CInt, pid: pid_t) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw refused("could not make a pipe: \(Self.errorText(errno))") }
        // The program must not have the end that it waits for the close of.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        // What it says is for people, and standard output is for the result.
        posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
        var pointers: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        var pid: pid_t = 0
        let result = posix_spawn(&pid, path, &actions, nil, &pointers, environ)
        close(ends[0])
        guard result == 0 else {
            close(ends[1])
            throw refused(
                "could not start \(path): \(Self.errorText(result)); install a mail system, or name it with --sendmail"
            )
        }
        return (ends[1], pid)
    }

    private func refused(_ message: String) -> WriteError { WriteError(message: message) }

    /// How a process ended, from what wait(2) tells.
    private static func words(for status: CInt) -> String {
        let signal = status & 0x7f
        return signal == 0 ? "ended with status \(status >> 8 & 0xff)" : "was ended by signal \(signal)"
    }

    private static func errorText(_ number: CInt) -> String {
        strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
}
