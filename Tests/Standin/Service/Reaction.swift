/// What comes of a request.
struct Reaction: Equatable {
    var answer: WebAnswer
    var notices: [Notice] = []
}
