/// Ends the program if a promise is broken, and says which; `precondition` is silent in an optimised build.
@inline(__always)
package func require(
    _ holds: Bool,
    _ broken: @autoclosure () -> String,
    file: StaticString = #fileID,
    line: UInt = #line
) {
    if !holds { fatalError(broken(), file: file, line: line) }
}
