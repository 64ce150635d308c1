/// A name that a library calls, so that the product declares it and never uses it.
struct LibraryRequirement {
    let name: String
    let library: String

    static let all =
        ["Program", "validate"].map { Self(name: $0, library: "ArgumentParser: a command") }
        + ["log", "logLevel", "metadataProvider"].map { Self(name: $0, library: "swift-log: a log handler") }
}
