import Glibc
import Measurement

/// Exit status: 0 the siege was kept up, 2 it could not be, 3 wrong usage.
@main
enum Hostile {
    static func main() {
        do throws(UsageError) {
            let options = try Options(arguments: Array(CommandLine.arguments.dropFirst()))
            exit(besiege(options))
        } catch {
            say("\(error.message)\n\(Options.usage)", as: "hostile")
            exit(3)
        }
    }

    private static func besiege(_ options: Options) -> Int32 {
        do throws(MeasurementError) {
            var siege = try Siege(options: options)
            print("ready")
            // The reader of a pipe waits for this line.
            fflush(nil)
            for line in try siege.run().lines { print(line) }
            return 0
        } catch {
            say(error.message, as: "hostile")
            return 2
        }
    }
}
