// A world for commands: captured output, a made-up day, and workspaces in temporary folders.

import Grove
import GroveCommand

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder that goes away with the value that holds it.
final class TemporaryFolder {
  let path: String

  init() {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
    var template = Array("\(parent)/grove-test-XXXXXX".utf8CString)
    let made = mkdtemp(&template).map { String(cString: $0) }
    path = made ?? "/nonexistent"
  }

  deinit { Self.remove(path) }

  @discardableResult
  func write(_ text: String, to name: String) -> String { write(Array(text.utf8), to: name) }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) -> String {
    if let slash = name.lastIndex(of: "/") { mkdir(path + "/" + name[..<slash], 0o755) }
    let file = path + "/" + name
    guard let stream = fopen(file, "w") else { return file }
    fwrite(bytes, 1, bytes.count, stream)
    fclose(stream)
    return file
  }

  func read(_ name: String) -> String {
    guard let stream = fopen(path + "/" + name, "r") else { return "" }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(stream), byte != EOF {
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func remove(_ path: String) {
    var info = stat()
    guard lstat(path, &info) == 0 else { return }
    guard info.st_mode & S_IFMT == S_IFDIR, let folder = opendir(path) else {
      unlink(path)
      return
    }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    closedir(folder)
    for name in names { remove(path + "/" + name) }
    rmdir(path)
  }
}

/// Runs commands in process and keeps what they wrote.
final class World {
  private(set) var output = ""
  private(set) var errors = ""
  var environment: CommandEnvironment
  private var input: [String] = []

  init(in folder: String = "/") {
    let today = CivilDate(dayNumber: 20_588)  // Fri 15 May 2026
    environment = CommandEnvironment(
      variables: [:], currentDirectory: folder, today: today, write: { _ in },
      writeError: { _ in })
    environment.write = { [unowned self] in output += String(decoding: $0, as: UTF8.self) }
    environment.writeError = { [unowned self] in errors += String(decoding: $0, as: UTF8.self) }
    environment.readLine = { [unowned self] in input.isEmpty ? nil : input.removeFirst() }
    environment.readAll = { [unowned self] _ in
      defer { input = [] }
      return Array(input.joined(separator: "\n").utf8)
    }
  }

  /// Runs one command line over standard input of these lines; forgets what was written before.
  func run(_ arguments: String..., input: [String] = []) -> ExitStatus {
    output = ""
    errors = ""
    self.input = input
    return GroveCommand.run(arguments, in: environment)
  }

  /// Opens the prompt of a workspace and types these lines.
  func type(
    _ lines: [EditedLine], at workspace: String, _ options: String...
  ) -> (ExitStatus, ScriptedEditor) {
    output = ""
    errors = ""
    let editor = ScriptedEditor(lines)
    environment.makeEditor = { _ in editor }
    return (GroveCommand.run(["open", "-w", workspace] + options, in: environment), editor)
  }
}

/// A small workspace: two objectives, three key results, two people.
enum Retail {
  static func folder() -> TemporaryFolder {
    let folder = TemporaryFolder()
    folder.write("name: retail\n", to: "workspace.yaml")
    folder.write(
      """
      people:
        - { id: ana, name: Ana Silva }
        - { id: dana, name: Dana Fox }
      teams:
        - { id: sales, name: Sales }
      cycles:
        - { id: q2, name: Q2 2026, start: 2026-04-01, end: 2026-06-30 }
      objectives:
        - id: O1
          title: Grow revenue
          owner: ana
          team: sales
          cycle: q2
          key_results:
            - id: KR-1
              title: Sign 40 accounts
              owner: ana
              baseline: 0
              target: 40
              unit: accounts
              check_ins:
                - { date: 2026-04-20, value: 6 }
                - { date: 2026-05-12, value: 10, note: two big ones slipped }
            - id: KR-2
              title: Cut churn
              owner: dana
              baseline: 5
              target: 2
              current: 3
        - id: O2
          title: Be loved
          cycle: q2
          key_results:
            - { id: KR-3, title: Reach NPS 50, baseline: 20, target: 50, current: 48 }

      """, to: "goals.yaml")
    return folder
  }
}
