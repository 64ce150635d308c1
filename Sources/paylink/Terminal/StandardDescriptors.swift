import Glibc

/// The three descriptors that every program expects.
enum StandardDescriptors {
    /// Takes the number of each one that is closed, so that the daemon's socket does not get it.
    ///
    /// The replacement fails: input can't be read (EBADF), output can't be written, and both are told as such.
    static func occupyClosed() {
        for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is this one, since those below are taken.
            _ = open("/dev/null", mode)
        }
    }
}
