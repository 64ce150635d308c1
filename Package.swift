// swift-tools-version:6.3
import PackageDescription

/// The language rules every Swift target of the package lives by.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
]

/// The targets that own bytes also spell out every unsafe operation.
let strictSettings = settings + [.strictMemorySafety()]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioConcurrency = Target.Dependency.product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
    name: "paylink",
    products: [
        .executable(name: "paylinkd", targets: ["paylinkd"]),
        .executable(name: "paylink", targets: ["paylink"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
        .systemLibrary(name: "CFile"),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CScheduler"),
        .target(name: "Systemd", dependencies: ["CSystemd"], swiftSettings: settings),
        .target(name: "JSONRPC", swiftSettings: strictSettings),
        .target(
            name: "Journal",
            dependencies: ["CFile", "CScheduler", crypto, systemPackage],
            swiftSettings: strictSettings
        ),
        .target(name: "PaymentLinks", swiftSettings: strictSettings),
        .target(
            name: "LinkService",
            dependencies: ["JSONRPC", "Journal", "PaymentLinks", logging, nioConcurrency, systemPackage],
            swiftSettings: settings
        ),
        .target(
            name: "UnixServer",
            dependencies: ["CScheduler", "JSONRPC", logging, nioConcurrency, nioCore, nioPosix, serviceLifecycle],
            swiftSettings: settings
        ),
        .target(name: "PaylinkClient", dependencies: ["JSONRPC"], swiftSettings: settings),
        .executableTarget(
            name: "paylinkd",
            dependencies: [
                "CMalloc", "JSONRPC", "Journal", "LinkService", "PaylinkClient", "PaymentLinks", "Systemd",
                "UnixServer",
                argumentParser, logging, serviceLifecycle, systemPackage, unixSignals,
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "paylink",
            dependencies: [
                "JSONRPC", "Journal", "LinkService", "PaylinkClient", "PaymentLinks", argumentParser, systemPackage,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "TestSupport",
            dependencies: ["JSONRPC", "Journal", "LinkService", "PaylinkClient", "PaymentLinks", systemPackage],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        .testTarget(name: "JSONRPCTests", dependencies: ["JSONRPC", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "JournalTests",
            dependencies: ["Journal", "TestSupport", crypto, systemPackage],
            swiftSettings: settings
        ),
        .testTarget(name: "PaymentLinksTests", dependencies: ["PaymentLinks", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "LinkServiceTests",
            dependencies: ["JSONRPC", "Journal", "LinkService", "PaymentLinks", "TestSupport", systemPackage],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ModelTests",
            dependencies: [
                "JSONRPC", "Journal", "LinkService", "PaymentLinks", "TestSupport", "paylinkd", systemPackage,
            ],
            exclude: ["Daemon/steered-clock.c"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "UnixServerTests",
            dependencies: [
                "JSONRPC", "PaylinkClient", "UnixServer", "TestSupport", logging, nioCore, serviceLifecycle,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["JSONRPC", "PaylinkClient", "TestSupport", "paylink", "paylinkd"],
            swiftSettings: settings
        ),
        .testTarget(name: "TidyTests", swiftSettings: settings),
    ]
)
