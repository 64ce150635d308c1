/// What is wrong with a cell, in one sentence.
struct ImportCellError: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
