import ArgumentParser

/// The terms of the link that a command line asks for, as words of a command line.
struct CopyRequest {
    var newOrderID: String?
    var amount: String?
    var currency: String?
    /// Everything beside amount and currency.
    var otherTerms: [String] = []
    /// Whether the new link takes the place of the old one.
    var takesPlace = false
    var carriesPaid = false

    /// Asks for nothing.
    init() {}

    /// Reads a command line; nil of one that gives a link no terms.
    init?(parsing words: [String]) {
        switch try? Paylink.parseAsRoot(words) {
        case let command as Replace:
            self.init(command.copy)
            takesPlace = true
            carriesPaid = command.carryPaid
        case let command as Duplicate:
            self.init(command.copy)
            takesPlace = command.supersede
            carriesPaid = command.carryPaid
        case let command as Generate:
            self.init()
            amount = command.link.amount
            currency = command.link.currency
            otherTerms.give("--description", command.link.description)
            otherTerms += command.terms.words
        case let command as Update:
            self.init()
            otherTerms = command.durationWords
        default: return nil
        }
    }

    private init(_ copy: CopyOptions) {
        newOrderID = copy.newOrderID
        amount = copy.amount
        currency = copy.currency
        otherTerms.give("--description", copy.description)
        otherTerms += copy.terms.words
    }
}

extension [String] {
    /// Adds an option that was given.
    mutating func give(_ option: String, _ value: String?) {
        if let value { self += [option, value] }
    }
}
