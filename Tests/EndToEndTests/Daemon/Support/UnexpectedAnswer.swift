/// An answer that contradicts its method's description.
struct UnexpectedAnswer: Error {
    let text: String
}
