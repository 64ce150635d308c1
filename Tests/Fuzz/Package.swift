// swift-tools-version:6.3
import PackageDescription

// A package of its own: everything in it is built with the fuzzer's coverage and the address sanitizer, and none of it
// weighs on the main one. Sources/JSON and Sources/JSONRPC are symbolic links to the sources under test, because a target
// can't lie outside its package.

let sanitizers = ["-sanitize=fuzzer,address"]
let instrumented: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .unsafeFlags(sanitizers),
]

/// A program that libFuzzer drives.
func fuzzer(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .executableTarget(
        name: name,
        dependencies: ["JSON", "JSONRPC", "CLibFuzzer", "Promises"] + dependencies,
        swiftSettings: instrumented + [.unsafeFlags(["-parse-as-library"])],
        linkerSettings: [.unsafeFlags(sanitizers)]
    )
}

let package = Package(
    name: "fuzz",
    targets: [
        .target(name: "JSON", swiftSettings: instrumented + [.strictMemorySafety()]),
        .target(name: "JSONRPC", dependencies: ["JSON"], swiftSettings: instrumented + [.strictMemorySafety()]),
        .systemLibrary(name: "CLibFuzzer"),
        .target(name: "Promises", swiftSettings: instrumented),
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        fuzzer("reader"),
        fuzzer("framer"),
        fuzzer("engine"),
        fuzzer("differential", ["CSimdjson"]),
    ],
    cxxLanguageStandard: .cxx17
)
