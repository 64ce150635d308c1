/// A name that a library calls, so that the product declares it and never uses it.
struct LibraryRequirement {
    let name: String
    let library: String

    static let all =
        [
            "InboundIn", "OutboundIn", "OutboundOut", "channelInactive", "channelRead", "channelWritabilityChanged",
            "errorCaught", "handlerAdded", "handlerRemoved", "userInboundEventTriggered",
        ].map { Self(name: $0, library: "SwiftNIO: a channel handler") }
        + ["Program", "validate"].map { Self(name: $0, library: "ArgumentParser: a command") }
        + ["log", "logLevel", "metadataProvider"].map { Self(name: $0, library: "swift-log: a log handler") }
}
