import CLibFuzzer
import JSON
import JSONRPC
import Promises

/// The engine answers every line as the rules demand: with nothing, or with one JSON text that has the right ids.
///
/// The limits are small, so that inputs reach them.
@c(LLVMFuzzerTestOneInput)
func test(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
    // A line holds no newline: the framer would end it there.
    let newline = UInt8(ascii: "\n")
    let line = UnsafeBufferPointer(start: start, count: byteCount).map { $0 == newline ? UInt8(ascii: " ") : $0 }
    let limits = EngineLimits(depthMax: 8, batchMax: 4, responseBytesMax: 400)
    let answer = answerAtOnce(line, RequestEngine(dispatcher: ScriptedMethods(), limits: limits))
    let expected = ExpectedAnswer(to: line, limits: limits)
    switch (answer, expected) {
    case (nil, .nothing): break
    case (let answer?, .one(let one)): check(answer, .object) { [one.check($0)] }
    case (let answer?, .batch(let members)):
        check(answer, .array) { root in
            require(root.count == members.count, "not one answer for each member that gets one")
            return zip(members, root.elements).map { $0.check($1) }
        }
    default: fatalError("an answer is missing or unexpected")
    }
    return 0
}

/// Runs the engine on this thread; no scripted method suspends, so the answer is ready when the task has started.
private func answerAtOnce(_ line: [UInt8], _ engine: RequestEngine<ScriptedMethods>) -> [UInt8]? {
    let outcome = Outcome()
    Task.immediate {
        outcome.answer = await engine.reply(to: line, caller: ()).wait()
        outcome.isThere = true
    }
    require(outcome.isThere, "the engine waited although its methods did not")
    return outcome.answer
}

/// Used by one thread: the task above ends before the value is read.
private final class Outcome: @unchecked Sendable {
    var answer: [UInt8]?
    var isThere = false
}

/// Reads the answer and checks that it is one line of compact JSON.
private func check(_ answer: [UInt8], _ kind: JSONValue.Kind, _ checkMembers: (JSONValue) -> [Void]) {
    require(!answer.contains(UInt8(ascii: "\n")), "the answer is more than one line")
    // The ids and results within may be as deep as a request, two levels further in.
    guard let root = try? JSONDocument(parsing: answer, depthMax: 16).root else { fatalError("the answer is no JSON") }
    require(root.kind == kind, "the answer has the wrong kind")
    _ = checkMembers(root)
}

/// The program's entry, by the name that the package manager gives to the main function of `engine`.
@c(engine_main)
func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    var count = count
    var arguments = arguments
    return LLVMFuzzerRunDriver(&count, &arguments, test)
}
