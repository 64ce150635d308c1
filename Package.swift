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

let collections = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
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
        .package(url: "https://github.com/apple/swift-collections", from: "1.3.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CFile"),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CProcess"),
        .systemLibrary(name: "CScheduler"),
        .systemLibrary(name: "CSocket"),
        .systemLibrary(name: "CWideCharacter"),
        .target(name: "Systemd", dependencies: ["CSystemd"], swiftSettings: settings),
        .target(name: "JSON", swiftSettings: strictSettings),
        .target(name: "JSONRPC", dependencies: ["JSON"], swiftSettings: strictSettings),
        .target(name: "PaymentLinks", swiftSettings: strictSettings),
        .target(name: "Storage", dependencies: ["CFile", collections, systemPackage], swiftSettings: strictSettings),
        .target(
            name: "Journal",
            dependencies: ["CScheduler", "Storage", collections, crypto, systemPackage],
            swiftSettings: strictSettings
        ),
        .target(name: "KeyVault", dependencies: ["Storage", crypto, systemPackage], swiftSettings: strictSettings),
        .target(
            name: "JournalLedger",
            dependencies: [
                "CScheduler", "JSON", "Journal", "KeyVault", "PaymentLinks", "Storage", collections, nioConcurrency,
                systemPackage,
            ],
            swiftSettings: strictSettings
        ),
        .target(name: "QRCode", dependencies: ["CPNG", "CQREncode"], swiftSettings: strictSettings),
        .target(name: "LinkMail", dependencies: ["PaymentLinks"], swiftSettings: strictSettings),
        .target(name: "Issuing", dependencies: ["PaymentLinks", crypto, nioConcurrency], swiftSettings: settings),
        .target(
            name: "MultiSafepay",
            dependencies: [
                "Issuing", "JSON", "PaymentLinks",
                asyncHTTPClient, crypto, nioConcurrency, nioCore, nioHTTP1, nioPosix,
            ],
            swiftSettings: strictSettings
        ),
        .target(
            name: "LinkService",
            dependencies: ["Issuing", "JSON", "JSONRPC", "PaymentLinks", "QRCode", nioConcurrency],
            swiftSettings: settings
        ),
        .target(name: "SocketLoop", dependencies: ["CSocket"], swiftSettings: settings),
        .target(
            name: "UnixServer",
            dependencies: [
                "CScheduler", "CSocket", "JSONRPC", "SocketLoop", "Storage", collections, logging, nioConcurrency,
                serviceLifecycle,
            ],
            swiftSettings: settings
        ),
        .target(name: "PaylinkClient", dependencies: ["JSON", "JSONRPC"], swiftSettings: settings),
        .executableTarget(
            name: "paylinkd",
            dependencies: [
                "CMalloc", "CProcess", "Issuing", "JSON", "JSONRPC", "Journal", "JournalLedger", "KeyVault",
                "LinkService", "MultiSafepay", "PaymentLinks", "SocketLoop", "Storage", "Systemd", "UnixServer",
                argumentParser, logging, nioConcurrency, serviceLifecycle, systemPackage, unixSignals,
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "paylink",
            dependencies: [
                "CWideCharacter", "JSON", "JSONRPC", "Journal", "JournalLedger", "LinkMail", "LinkService",
                "PaylinkClient", "PaymentLinks", "Storage", argumentParser, crypto, systemPackage,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "Issuing", "JSON", "JSONRPC", "Journal", "JournalLedger", "KeyVault", "LinkService", "MultiSafepay",
                "PaylinkClient", "PaymentLinks", "Storage", systemPackage,
            ],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        .target(
            name: "Standin",
            dependencies: ["JSON", crypto, nioConcurrency, nioCore, nioHTTP1, nioPosix, systemPackage],
            path: "Tests/Standin",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "paylink-standin",
            dependencies: ["Standin", argumentParser],
            path: "Tests/paylink-standin",
            swiftSettings: settings
        ),
        .testTarget(
            name: "StandinTests",
            dependencies: [
                "JSON", "Standin", "TestSupport", "paylink-standin", nioConcurrency, nioCore, nioHTTP1, nioPosix,
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "JSONRPCTests", dependencies: ["JSON", "JSONRPC", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "StorageTests",
            dependencies: ["Storage", "TestSupport", systemPackage],
            swiftSettings: settings
        ),
        .testTarget(
            name: "JournalTests",
            dependencies: ["Journal", "Storage", "TestSupport", crypto, systemPackage],
            swiftSettings: settings
        ),
        .testTarget(
            name: "KeyVaultTests",
            dependencies: ["KeyVault", "Storage", "TestSupport", crypto, systemPackage],
            swiftSettings: settings
        ),
        .testTarget(name: "QRCodeTests", dependencies: ["QRCode", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "LinkMailTests",
            dependencies: ["JSON", "LinkMail", "PaymentLinks", "TestSupport", systemPackage],
            exclude: ["read-mail.py"],
            swiftSettings: settings
        ),
        .testTarget(name: "PaymentLinksTests", dependencies: ["PaymentLinks", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "JournalLedgerTests",
            dependencies: [
                "JSON", "JSONRPC", "Journal", "JournalLedger", "KeyVault", "LinkService", "PaymentLinks", "Storage",
                "TestSupport", systemPackage,
            ],
            exclude: ["Golden/version-0.1.0", "Golden/version-0.1.0-texts"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MultiSafepayTests",
            dependencies: ["Issuing", "JSON", "MultiSafepay", "PaymentLinks", "Standin", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "IssuingTests",
            dependencies: ["Issuing", "PaymentLinks", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LinkServiceTests",
            dependencies: [
                "Issuing", "JSON", "JSONRPC", "LinkService", "PaymentLinks", "TestSupport",
                // Until the conformance suite stands: some of these suites look at the engine.
                "Journal", "JournalLedger", "KeyVault", "Storage", systemPackage,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ModelTests",
            dependencies: [
                "JSON", "JSONRPC", "Journal", "JournalLedger", "LinkService", "PaymentLinks", "Storage", "TestSupport",
                "paylinkd", systemPackage,
            ],
            exclude: ["Daemon/steered-clock.c"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "UnixServerTests",
            dependencies: [
                "JSON", "JSONRPC", "PaylinkClient", "SocketLoop", "Storage", "UnixServer", "TestSupport", logging,
                serviceLifecycle,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SocketLoopTests",
            dependencies: ["PaylinkClient", "SocketLoop", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "JSON", "JSONRPC", "LinkService", "PaylinkClient", "Standin", "TestSupport", "paylink", "paylinkd",
                systemPackage,
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "TidyTests", swiftSettings: settings),
    ]
)
