// The `grove` executable: everything it does is in GroveCommand, so that tests run it in process.

import GroveCommand

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

let status = GroveCommand.run(Array(CommandLine.arguments.dropFirst()), in: .system())
exit(status.rawValue)
