// Workspaces as they were in a commit, and what changed since: over small repositories made here.

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

private let searchPath = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"

/// A git repository in a temporary folder; its workspace lies in `goals`.
private final class Repository {
  let folder = TemporaryFolder()
  var workspace: String { folder.path + "/goals" }

  init() throws {
    try git("init", "--quiet", "--initial-branch", "main")
  }

  static let isPossible =
    (try? ChildProcess.run(["git", "--version"], variables: ["PATH": searchPath]))?.status == 0

  @discardableResult
  func git(_ arguments: String..., day: String = "2026-05-01") throws -> String {
    let result = try ChildProcess.run(
      ["git", "-C", folder.path] + arguments,
      variables: [
        "PATH": searchPath, "HOME": folder.path, "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ana", "GIT_AUTHOR_EMAIL": "ana@example.org",
        "GIT_COMMITTER_NAME": "Ana", "GIT_COMMITTER_EMAIL": "ana@example.org",
        "GIT_AUTHOR_DATE": "\(day)T10:00:00+0200", "GIT_COMMITTER_DATE": "\(day)T10:00:00+0200",
      ])
    try #require(result.status == 0, "git \(arguments): \(result.errors)")
    return String(decoding: result.output, as: UTF8.self)
  }

  func commit(_ tag: String, day: String) throws {
    try git("add", "--all")
    try git("commit", "--quiet", "--message", tag, day: day)
    try git("tag", tag)
  }

  func world() -> World {
    let world = World(in: folder.path)
    world.environment.variables = ["PATH": searchPath, "HOME": folder.path]
    return world
  }
}

@Suite("Commits", .enabled(if: Repository.isPossible, "git is not installed"))
struct GitTests {
  private static let first = """
    people: [{id: ana, name: Ana Silva}, {id: ben, name: Ben Okafor}]
    cycles: [{id: q2, name: Q2 2026, start: 2026-04-01, end: 2026-06-30}]
    objectives:
      - id: O1
        title: Grow revenue
        owner: ana
        cycle: q2
        key_results:
          - {id: KR-1, title: Sign accounts, owner: ana, from: 0, to: 40, now: 10}
          - {id: KR-2, title: Cut churn, from: 5, to: 2, now: 5}
      - {id: O2, title: Be loved, cycle: q2, supports: O1}

    """
  private static let second = """
    people: [{id: ana, name: Ana Silva}, {id: ben, name: Ben Okafor}]
    cycles: [{id: q2, name: Q2 2026, start: 2026-04-01, end: 2026-07-31}]
    objectives:
      - id: O1
        title: Grow revenue
        owner: ben
        cycle: q2
        key_results:
          - {id: KR-1, title: Sign accounts, owner: ana, from: 0, to: 50, now: 30}
          - {id: KR-3, title: Raise prices, from: 0, to: 10, now: 5}
      - {id: O2, title: Be loved, cycle: q2}
      - {id: O3, title: Be known, cycle: q2, supports: {to: O1, weight: 0.5}}

    """

  /// A repository of two commits, tagged `one` and `two`.
  private func repository() throws -> Repository {
    let repository = try Repository()
    repository.folder.write(Self.first, to: "goals/okrs 2026.yaml")
    repository.folder.write("key_results: [{id: OUT, title: elsewhere}]", to: "other/goals.yaml")
    try repository.commit("one", day: "2026-05-01")
    repository.folder.write(Self.second, to: "goals/okrs 2026.yaml")
    try repository.commit("two", day: "2026-05-12")
    return repository
  }

  @Test("--at asks the files of a commit, on the commit's day unless --today says otherwise")
  func at() throws {
    let repository = try repository()
    let world = repository.world()
    let query = "key results | sort by id | show id, target"
    #expect(world.run("-w", "goals", "--at", "one", query) == .ok)
    #expect(world.output.contains("as of Fri 1 May 2026"))
    #expect(world.output.contains("KR-1      40"))
    #expect(!world.output.contains("OUT"))
    #expect(world.run("-w", "goals", "--at", "HEAD~1", "--today", "2026-05-15", query) == .ok)
    #expect(world.output.contains("as of Fri 15 May 2026"))
    #expect(world.run("-w", "goals", "--at", "main", "--format", "csv", query) == .ok)
    #expect(world.output == "id,target\r\nKR-1,50\r\nKR-3,10\r\n")
  }

  @Test("every command that opens a workspace takes --at; the files stay as they are")
  func commands() throws {
    let repository = try repository()
    repository.folder.write("nothing: 1", to: "goals/okrs 2026.yaml")
    repository.folder.write("key_results", to: "goals/new.csv")
    repository.folder.write("count(key results)", to: "count.grove")
    let world = repository.world()
    #expect(world.run("check", "-w", "goals", "--at", "two") == .ok)
    #expect(world.output == "no problems\n")
    #expect(world.run("run", "-w", "goals", "--at", "two", "count.grove") == .ok)
    #expect(world.output == "2\n")
    #expect(world.run("explain", "-w", "goals", "--at", "two", "key results") == .ok)
    #expect(world.run("kinds", "-w", "goals", "--at", "two") == .ok)
    #expect(world.output.contains("objectives   3"))
    let (status, _) = world.type(
      [.text(".reload"), .text("count(goals)")], at: "goals", "--at", "two")
    #expect(status == .ok)
    #expect(world.output.contains("as in two ("))
    #expect(world.output.hasSuffix("\n5\n"))
    #expect(try repository.git("status", "--porcelain").contains("goals/new.csv"))
    #expect(repository.folder.read("goals/okrs 2026.yaml") == "nothing: 1")
  }

  @Test("a workspace of one file, and one at the top of the repository, are found in the commit")
  func places() throws {
    let repository = try repository()
    let world = repository.world()
    #expect(world.run("-w", "goals/okrs 2026.yaml", "--at", "one", "count(objectives)") == .ok)
    #expect(world.output == "2\n")
    #expect(world.run("-w", ".", "--at", "one", "count(key results)") == .ok)
    #expect(world.output == "3\n")
  }

  @Test("links in a commit are not followed, settings are read")
  func treeEntries() throws {
    let repository = try repository()
    repository.folder.write("name: renamed\nignore: [\"skip*\"]\n", to: "goals/workspace.yaml")
    repository.folder.write("key_results: [{id: S, title: skipped}]", to: "goals/skip.yaml")
    symlink("../other/goals.yaml", repository.workspace + "/link.yaml")
    try repository.commit("three", day: "2026-05-13")
    let world = repository.world()
    #expect(
      world.run("-w", "goals", "--at", "three", "--format", "csv", "key results | show id") == .ok)
    #expect(world.output == "id\r\nKR-1\r\nKR-3\r\n")
  }

  @Test("diff tells new and gone goals, what moved, and through what")
  func diff() throws {
    let repository = try repository()
    let world = repository.world()
    #expect(world.run("diff", "-w", "goals", "--today", "2026-05-15", "one", "two") == .ok)
    let hashes = try (repository.git("rev-parse", "one"), repository.git("rev-parse", "two"))
    #expect(
      world.output == """
        2 new, 1 gone, 4 changed, from one (\(hashes.0.prefix(10)), Fri 1 May 2026) to two \
        (\(hashes.1.prefix(10)), Tue 12 May 2026), as of Fri 15 May 2026
        new      KR-3  Raise prices  key result
                 objective O1, cycle q2, due 2026-07-31, baseline 0, target 10, start 2026-04-01
        new      O3  Be known  objective
                 cycle q2, due 2026-07-31, start 2026-04-01
                 supports O1 (supports), weight – → 0.5
        gone     KR-2  Cut churn  key result
                 objective O1, cycle q2, due 2026-06-30, baseline 5, target 2, start 2026-04-01
        changed  O1  Grow revenue  objective
                 owner  ana → ben
                 progress  12.5% → 55%, through KR-3 new, KR-1 25% → 60%, KR-2 gone
                 status  off track → on track
        changed  KR-1  Sign accounts  key result
                 target  40 → 50
                 current  10 → 30
                 progress  25% → 60%, through target, current
                 status  at risk → on track
        changed  O2  Be loved  objective
                 no longer supports O1 (supports)
        changed  q2  Q2 2026  cycle
                 end  2026-06-30 → 2026-07-31

        """)
    #expect(world.run("diff", "-w", "goals", "two") == .ok)
    #expect(world.output.hasPrefix("no difference, from two ("))
    #expect(world.output.hasSuffix("to the files, as of Fri 15 May 2026\n"))
  }

  @Test("diff as JSON")
  func json() throws {
    let repository = try repository()
    let world = repository.world()
    repository.folder.write(
      Self.second.replacing("title: Be known", with: "title: Be \\\"known\\\""),
      to: "goals/okrs 2026.yaml")
    #expect(world.run("diff", "-w", "goals", "--format", "json", "two") == .ok)
    #expect(world.output.contains("\"to\": \"the files\""))
    #expect(world.output.contains("\"added\": 0,\n \"removed\": 0,\n \"changed\": 1,"))
    #expect(world.run("diff", "-w", "goals", "--format", "json", "one", "two") == .ok)
    #expect(
      world.output.contains(
        "{\"name\": \"target\", \"old\": 40, \"new\": 50}"))
    #expect(
      world.output.contains(
        "{\"goal\": \"KR-1\", \"name\": \"progress\", \"old\": 0.25, \"new\": 0.6}"))
  }

  @Test("what can go wrong says how to go on")
  func failures() throws {
    let repository = try repository()
    let world = repository.world()
    #expect(world.run("-w", "goals", "--at", "nowhere", "goals") == .unreadable)
    #expect(world.errors.contains("error[GRV0703]: this repository has no commit `nowhere`"))
    #expect(world.run("-w", "goals", "--at=--all", "goals") == .unreadable)
    #expect(world.errors.contains("GRV0703"))
    repository.folder.write(Self.first, to: "late/goals.yaml")
    #expect(world.run("-w", "late", "--at", "one", "goals") == .unreadable)
    #expect(world.errors.contains("error[GRV0704]: late holds no goals in commit"))
    #expect(world.run("-w", "missing", "--at", "one", "goals") == .unreadable)
    #expect(world.errors.contains("missing: there is no such file or folder"))
    let outside = Retail.folder()
    #expect(world.run("-w", outside.path, "--at", "one", "goals") == .unreadable)
    #expect(world.errors.contains("error[GRV0702]"))
    #expect(world.run("diff", "-w", "goals") == .usage)
    #expect(world.errors.contains("for example: grove diff HEAD~1"))
    #expect(world.run("diff", "-w", "goals", "--at", "one", "two") == .usage)
    #expect(world.run("diff", "-w", "goals", "--format", "csv", "one") == .usage)
    world.environment.variables["PATH"] = repository.workspace
    #expect(world.run("-w", "goals", "--at", "one", "goals") == .unreadable)
    #expect(world.errors.contains("error[GRV0701]: there is no `git` on this machine"))
  }
}
