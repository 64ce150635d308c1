import ArgumentParser

/// Stand-ins of payment services.
@main
struct PaylinkStandin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paylink-standin",
        abstract: "Stands in for a payment service, for tests and for trying out: no account, and no money moves.",
        subcommands: [MultiSafepay.self]
    )
}
