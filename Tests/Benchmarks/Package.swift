// swift-tools-version:6.3
import PackageDescription

// A package of its own, without dependencies: it builds in seconds and never weighs on the main one.
let package = Package(
    name: "benchmarks",
    targets: [
        .systemLibrary(name: "CLinux"),
        .executableTarget(
            name: "load",
            dependencies: ["CLinux"],
            swiftSettings: [
                .treatAllWarnings(as: .error),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]
        ),
    ]
)
