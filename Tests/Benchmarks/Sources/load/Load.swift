import Glibc
import Measurement

/// Exit status: 0 every answer was right, 1 some were not, 2 the measurement failed, 3 wrong usage.
@main
enum Load {
    static func main() {
        do throws(UsageError) {
            let options = try Options(arguments: Array(CommandLine.arguments.dropFirst()))
            exit(measure(options))
        } catch {
            say("\(error.message)\n\(Options.usage)")
            exit(3)
        }
    }

    private static func measure(_ options: Options) -> Int32 {
        do throws(MeasurementError) {
            var loop = try ClosedLoop(options: options, value: value(options))
            let outcome = try loop.run()
            print(outcome.line(options: options))
            return outcome.errorCount == 0 ? 0 : 1
        } catch {
            say(error.message)
            return 2
        }
    }

    /// The value that requests carry: the file's bytes without its last line end, or a stand-in of 512 bytes.
    private static func value(_ options: Options) throws(MeasurementError) -> [UInt8] {
        guard options.work.carriesValue, let path = options.valueFile else {
            return [UInt8](repeating: UInt8(ascii: "v"), count: 512)
        }
        guard let file = fopen(path, "r") else { throw .system("open \(path)") }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        guard count > 0 else {
            throw MeasurementError(message: "\(path) is empty: give --value a file with a record in it.")
        }
        return Array(bytes[..<count].last == UInt8(ascii: "\n") ? bytes[..<(count - 1)] : bytes[..<count])
    }
}

func say(_ sentence: String) {
    say(sentence, as: "load")
}
