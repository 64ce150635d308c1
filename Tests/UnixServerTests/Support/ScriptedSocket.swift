import SocketLoop

/// A socket of the kernel whose calls move little, or nothing although they could.
struct ScriptedSocket: ConnectedSocket {
    let socket: any ConnectedSocket
    let script: SocketScript

    var descriptor: Int32 { socket.descriptor }

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> SocketOutcome {
        guard let count = script.count(of: buffer.count, isInput: true) else { return .wouldBlock }
        return socket.receive(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> SocketOutcome {
        guard let count = script.count(of: bytes.count, isInput: false) else { return .wouldBlock }
        return socket.send(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    }

    func endInput() {
        script.inputEnds()
        socket.endInput()
    }

    func close() { socket.close() }

    var isHungUp: Bool { socket.isHungUp }

    func peer() throws(SocketFailure) -> PeerCredentials { try socket.peer() }
}
