import CLibFuzzer
import JSONRPC
import Promises

/// A stream gives the same frames whole, byte by byte and in pieces, and they match those of the rules applied at once.
///
/// The first byte of an input is the limit of a line, the second one decides on the pieces, the rest is the stream.
@c(LLVMFuzzerTestOneInput)
func test(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: byteCount)
    guard input.count >= 2 else { return 0 }
    let lineBytesMax = Int(input[0] % 64)
    let stream = Array(input.dropFirst(2))
    let expected = framesAtOnce(stream, lineBytesMax: lineBytesMax)
    let pieceLengths = PieceLengths(seed: input[1])
    require(frames(of: stream, lineBytesMax) { _ in stream.count } == expected, "whole")
    require(frames(of: stream, lineBytesMax) { _ in 1 } == expected, "byte by byte")
    require(frames(of: stream, lineBytesMax) { pieceLengths.length(at: $0) } == expected, "in pieces")
    return 0
}

/// Appends the stream in pieces, takes the frames in between, and checks the bound on the buffer.
private func frames(of stream: [UInt8], _ lineBytesMax: Int, pieceLength: (Int) -> Int) -> [LineFramer.Frame] {
    var framer = LineFramer(lineBytesMax: lineBytesMax)
    var frames: [LineFramer.Frame] = []
    var position = 0
    while position < stream.count {
        let end = min(position + max(pieceLength(position), 1), stream.count)
        stream[position..<end].withUnsafeBytes { framer.append($0) }
        require(framer.bufferedByteCount <= lineBytesMax + 2 + (end - position), "too much is held")
        while let frame = framer.next() { frames.append(frame) }
        require(framer.bufferedByteCount <= lineBytesMax + 1, "too much is kept")
        position = end
    }
    while let frame = framer.finish() { frames.append(frame) }
    return frames
}

/// The framer's rules applied to a whole stream.
private func framesAtOnce(_ stream: [UInt8], lineBytesMax: Int) -> [LineFramer.Frame] {
    stream.split(separator: UInt8(ascii: "\n")).compactMap { line in
        let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        if line.count > lineBytesMax { return .tooLong }
        return line.allSatisfy { " \t\r".utf8.contains($0) } ? nil : .line(Array(line))
    }
}

/// Lengths of 1 to 16 bytes that follow from one byte of the input and the place in the stream.
private struct PieceLengths {
    let seed: UInt8

    func length(at position: Int) -> Int {
        let mixed = (UInt64(seed) << 32 | UInt64(position)) &* 0x9E37_79B9_7F4A_7C15
        return Int(mixed >> 60) + 1
    }
}

/// The program's entry, by the name that the package manager gives to the main function of `framer`.
@c(framer_main)
func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    var count = count
    var arguments = arguments
    return LLVMFuzzerRunDriver(&count, &arguments, test)
}
