/// Ends the program with the name of a broken promise; `precondition` prints nothing in an optimised build.
@inline(__always)
package func require(
    _ holds: Bool,
    _ broken: @autoclosure () -> String,
    file: StaticString = #fileID,
    line: UInt = #line
) {
    if !holds { fatalError(broken(), file: file, line: line) }
}
