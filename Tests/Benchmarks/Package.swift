// swift-tools-version:6.3
import PackageDescription

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// A package of its own, without dependencies: it builds in seconds and never weighs on the main one.
let package = Package(
    name: "benchmarks",
    targets: [
        .systemLibrary(name: "CLinux"),
        .target(name: "Measurement", dependencies: ["CLinux"], swiftSettings: settings),
        .executableTarget(name: "load", dependencies: ["CLinux", "Measurement"], swiftSettings: settings),
        .executableTarget(name: "hostile", dependencies: ["CLinux", "Measurement"], swiftSettings: settings),
    ]
)
