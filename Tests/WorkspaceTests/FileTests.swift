// Which files are read, which are not, and the failures that stop a load.

import FoundationEssentials
import Grove
import GroveWorkspace
import Testing

@Suite("Files of a workspace") struct FileTests {
  private static let goals = "id,title,due\nO1,a,2026-06-30\n"

  @Test("what does not exist, or cannot hold goals, is an error with a way out")
  func errors() throws {
    let folder = try TemporaryWorkspace(["notes.txt": "x"])
    #expect {
      try Workspace.load(path: "\(folder.path)/nowhere")
    } throws: { ($0 as? WorkspaceError)?.cause == .notFound }
    #expect {
      try Workspace.load(path: "\(folder.path)/notes.txt")
    } throws: { ($0 as? WorkspaceError)?.cause == .notAWorkspace }
    #expect {
      try folder.load()
    } throws: { ($0 as? WorkspaceError)?.cause == .noGoalFiles }
    #expect {
      try Workspace.load(path: "")
    } throws: { ($0 as? WorkspaceError)?.cause == .notFound }
  }

  @Test("a folder with settings alone is an empty workspace")
  func settingsOnly() throws {
    let workspace = try load(["workspace.yaml": "name: New\n"])
    #expect(workspace.name == "New")
    #expect(workspace.isSpotless)
    #expect(workspace.loadStatistics.nodes == 0)
  }

  @Test("hidden files, queries, reports and readmes are not read, in any order of the disk")
  func skipped() throws {
    let workspace = try load([
      "b/objectives.csv": Self.goals, "a/key_results.csv": "id,title\nK1,b\n",
      ".x/kpis.csv": "id\nM1\n",
      "queries/objectives.csv": Self.goals, "reports/objectives.csv": Self.goals,
      "node_modules/objectives.csv": Self.goals, "README.yaml": "x", ".hidden.csv": "x",
    ])
    #expect(workspace.files == ["a/key_results.csv", "b/objectives.csv"])
  }

  @Test("one file is loaded alone, with the settings beside it")
  func single() throws {
    let folder = try TemporaryWorkspace([
      "objectives.csv": Self.goals, "kpis.csv": "id,title\nM1,x\n",
      "workspace.yaml": "status_policy: ratio\n",
    ])
    let workspace = try Workspace.load(path: "\(folder.path)/objectives.csv")
    #expect(workspace.files == ["objectives.csv"])
    #expect(workspace.name == "objectives")
    #expect(workspace.graph.policies.status == .ratio)
    #expect(try Workspace.load(path: "\(folder.path)/workspace.yaml").files.count == 2)
  }

  @Test("links are never followed: out, back, to nothing")
  func links() throws {
    let outside = try TemporaryWorkspace(["objectives.csv": Self.goals])
    let folder = try TemporaryWorkspace([
      "objectives.csv": Self.goals, "sub/kpis.csv": "id,title\nM1,x\n",
    ])
    let files = FileManager.default
    try files.createSymbolicLink(
      atPath: "\(folder.path)/out.csv", withDestinationPath: "\(outside.path)/objectives.csv")
    try files.createSymbolicLink(atPath: "\(folder.path)/outdir", withDestinationPath: outside.path)
    try files.createSymbolicLink(
      atPath: "\(folder.path)/sub/loop", withDestinationPath: folder.path)
    try files.createSymbolicLink(
      atPath: "\(folder.path)/twice.csv", withDestinationPath: "objectives.csv")
    try files.createSymbolicLink(
      atPath: "\(folder.path)/broken.csv", withDestinationPath: "nowhere.csv")
    let workspace = try folder.load()
    #expect(workspace.files == ["objectives.csv", "sub/kpis.csv"])
    #expect(
      workspace.places.sorted() == [
        "broken.csv GRV0401", "out.csv GRV0407", "outdir GRV0407", "sub/loop GRV0429",
        "twice.csv GRV0429",
      ])
  }

  @Test("a file that cannot be read is told, and the rest loads")
  func unreadable() throws {
    let folder = try TemporaryWorkspace([
      "kpis.csv": "id,title\nM1,x\n", "objectives.csv": Self.goals,
    ])
    let path = "\(folder.path)/kpis.csv"
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    // The superuser reads everything: there, only the error's shape can be seen.
    guard (try? Data(contentsOf: URL(fileURLWithPath: path))) == nil else {
      #expect(try folder.load().files.count == 2)
      return
    }
    let workspace = try folder.load()
    #expect(workspace.places == ["kpis.csv GRV0401"])
    #expect(workspace.ids(.objectives) == ["O1"])
  }

  @Test("files beyond the limits are told")
  func limits() throws {
    let folder = try TemporaryWorkspace([
      "a/b/c/objectives.csv": Self.goals, "kpis.csv": "id,title\nM1,a long title\n", "t.csv": "x",
    ])
    let workspace = try folder.load(limits: LoadLimits(fileBytes: 12, files: 1, folderDepth: 2))
    #expect(workspace.places == ["a/b/c GRV0409", "t.csv GRV0409", "kpis.csv GRV0406"])
  }

  @Test("the nearest workspace is found upwards")
  func locator() throws {
    let folder = try TemporaryWorkspace([
      "workspace.yaml": "name: x\n", "a/b/objectives.csv": Self.goals,
    ])
    let found = WorkspaceLocator.nearest(from: "\(folder.path)/a/b")
    #expect(found.map { $0.hasSuffix(String(folder.path.suffix(20))) } == true)
    #expect(WorkspaceLocator.nearest(from: "/") == nil)
  }

  @Test("saved queries are listed with their titles")
  func savedQueries() throws {
    let folder = try TemporaryWorkspace([
      "queries/b.grove": "# What is late?\noverdue goals\n", "reports/weekly.grove": "goals\n",
      "queries/a.grove": "#!/usr/bin/env grove\n# First\ngoals\n", "queries/notes.txt": "x",
      "checks/gate.grove": "expect no goals without owner\n",
    ])
    let queries = SavedQueries.list(in: folder.path)
    #expect(
      queries.map(\.path) == [
        "checks/gate.grove", "queries/a.grove", "queries/b.grove", "reports/weekly.grove",
      ])
    #expect(queries.map(\.title) == ["", "First", "What is late?", ""])
    #expect(queries.map(\.name) == ["gate", "a", "b", "weekly"])
    #expect(SavedQueries.list(in: "/nowhere") == [])
  }

  @Test("a report's title and parameters are told as it declares them, also when it is broken")
  func savedParameters() throws {
    let text = """
      param $cycle = this   quarter
      param $floor

      report "Weekly, {$cycle}" {
        goals below $flor
      }
      """
    let folder = try TemporaryWorkspace([
      "reports/weekly.grove": text, "reports/broken.grove": "# Half\nparam $a = 1\nreport \"x",
    ])
    let queries = SavedQueries.list(in: folder.path)
    #expect(queries.map(\.title) == ["Half", "Weekly, {$cycle}"])
    #expect(queries.last?.parameters.map(\.name) == ["cycle", "floor"])
    #expect(queries.last?.parameters.map(\.defaultText) == ["this quarter", nil])
  }

  @Test("a folder of queries that is a link leads nowhere")
  func linkedQueries() throws {
    let folder = try TemporaryWorkspace(["elsewhere/a.grove": "goals\n"])
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/queries", withDestinationPath: "\(folder.path)/elsewhere")
    #expect(SavedQueries.list(in: folder.path) == [])
  }
}
