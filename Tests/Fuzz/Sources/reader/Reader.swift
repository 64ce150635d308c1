import CLibFuzzer
import JSON
import Promises

/// An accepted text can be walked, written and read again with the same result; any other text is refused.
@c(LLVMFuzzerTestOneInput)
func test(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: byteCount))
    guard let document = try? JSONDocument(parsing: bytes) else { return 0 }
    let text = compact(document.root)
    guard let again = try? JSONDocument(parsing: text) else { fatalError("what was written is not accepted") }
    requireEqual(document.root, again.root)
    require(compact(again.root) == text, "written a second time, it is another text")
    return 0
}

/// The program's entry, by the name that the package manager gives to the main function of `reader`.
@c(reader_main)
func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    var count = count
    var arguments = arguments
    return LLVMFuzzerRunDriver(&count, &arguments, test)
}
