// `-o FILE`: whole or not at all, and never over what somebody else wrote.

import Grove
import GroveCommand
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("Output to files") struct OutputFileTests {
  private let folder = Retail.folder()

  private func world() -> World {
    folder.write("key results | sort by id | show id, progress\n", to: "reports/weekly.grove")
    return World(in: folder.path)
  }

  /// The names in the folder that begin with a text: the file, and what was left beside it.
  private func names(_ prefix: String) -> [String] {
    var names: [String] = []
    guard let stream = opendir(folder.path) else { return [] }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(prefix) { names.append(name) }
    }
    return names
  }

  @Test("the format is that of the file's name, unless it is given")
  func formats() {
    let world = world()
    let openings = [
      "a.md": "<!-- written by grove, checksum ", "a.markdown": "<!-- written by grove, checksum ",
      "a.json": "{\"generator\": \"grove\",\n \"checksum\": \"",
      "a.csv": "id,progress\r\nKR-1,0.25",
      "a.tsv": "id\tprogress\n", "a.ndjson": "{\"id\": \"KR-1\"", "a.txt": "key results, as of",
      "plain": "key results, as of", "a.xml": "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!--",
    ]
    for (file, opening) in openings {
      let name = "reports/" + file
      #expect(world.run("run", "weekly", "-o", name) == .ok, "\(name) \(world.errors)")
      #expect(folder.read(name).hasPrefix(opening), "\(name) \(folder.read(name))")
      #expect(world.output == "wrote \(folder.read(name).utf8.count) bytes to \(name)\n")
    }
    #expect(world.run("run", "weekly", "-o", "b.md", "--format", "csv") == .ok)
    #expect(folder.read("b.md").hasPrefix("id,progress"))
    #expect(world.run("ask", "count(goals)", "-o", "reports/c.json") == .ok)
    #expect(folder.read("reports/c.json").contains("\"rows\": [\n  {\"value\": 5}"))
  }

  @Test("what grove wrote is replaced, what somebody wrote or changed is not, unless by force")
  func owners() {
    let world = world()
    for name in ["a.md", "reports/a.json", "a.xml"] {
      #expect(world.run("run", "weekly", "-o", name) == .ok)
      #expect(world.run("run", "weekly", "-o", name) == .ok)
      let changed = folder.read(name) + "mine\n"
      folder.write(changed, to: name)
      #expect(world.run("run", "weekly", "-o", name) == .usage)
      #expect(world.errors.contains("\(name) was changed since grove wrote it"))
      #expect(folder.read(name) == changed)
      #expect(world.run("run", "weekly", "-o", name, "--force") == .ok)
      #expect(!folder.read(name).contains("mine"))
    }
    folder.write("notes\n", to: "b.md")
    #expect(world.run("run", "weekly", "-o", "b.md") == .usage)
    #expect(world.errors.contains("nothing in it says that grove wrote it"))
    #expect(folder.read("b.md") == "notes\n")
    // Text has no place for a mark.
    #expect(world.run("run", "weekly", "-o", "c.txt") == .ok)
    #expect(world.run("run", "weekly", "-o", "c.txt") == .usage)
    folder.write("", to: "d.txt")
    #expect(world.run("run", "weekly", "-o", "d.txt") == .ok)
  }

  @Test("nothing is written over the workspace, the program, or what is no file, even by force")
  func protected() {
    let world = world()
    mkdir(folder.path + "/sub", 0o755)
    let refused = [
      ("goals.yaml", "is a file of the workspace"),
      ("workspace.yaml", "is a file of the workspace"),
      ("reports/weekly.grove", "is the program itself"), ("sub", "is a folder"),
    ]
    for (name, message) in refused {
      let before = folder.read(name)
      #expect(world.run("run", "weekly", "-o", name, "--format", "table", "--force") == .usage)
      #expect(world.errors.contains(message), "\(name) \(world.errors)")
      #expect(folder.read(name) == before)
    }
  }

  @Test("an answer does not become a file of goals")
  func goalFiles() {
    let world = world()
    #expect(world.run("run", "weekly", "-o", "late.csv") == .usage)
    #expect(world.errors.contains("late.csv would be read as goals of the workspace"))
    #expect(names("late").isEmpty)
    #expect(world.run("run", "weekly", "-o", "late.csv", "--force") == .ok)
  }

  @Test("a program that fails writes no file and leaves the old one")
  func failures() {
    let world = world()
    folder.write("key results | show id\nkey results | take (1 / 0)\n", to: "reports/bad.grove")
    #expect(world.run("run", "bad", "-o", "x.md") == .runTime)
    #expect(world.errors.contains("x.md was not written"))
    #expect(names("x.md").isEmpty)
  }

  @Test("where a file cannot be written it is said, and nothing is left behind")
  func unwritable() {
    let world = world()
    #expect(world.run("run", "weekly", "-o", "nowhere/x.md") == .unreadable)
    #expect(world.errors.contains("nowhere/x.md cannot be written: "))
    #expect(world.run("run", "weekly", "-o", "goals.yaml/x.md") == .unreadable)
    if geteuid() != 0 {
      mkdir(folder.path + "/closed", 0o555)
      #expect(world.run("run", "weekly", "-o", "closed/x.md") == .unreadable)
    }
  }

  @Test("a file that cannot be moved into its place goes, and the error is told")
  func failingRename() {
    let world = world()
    folder.write("count(goals)\ncount(teams)\n", to: "reports/two.grove")
    let target = folder.path + "/x.out"
    let complain = world.environment.writeError
    // While grove says that CSV holds one answer of two, a folder comes to stand in the way.
    world.environment.writeError = { bytes in
      mkdir(target, 0o755)
      complain(bytes)
    }
    #expect(world.run("run", "two", "-o", "x.out", "--format", "csv") == .unreadable)
    #expect(world.errors.contains("x.out cannot be written: "))
    #expect(names("x.out") == ["x.out"])
  }
}
