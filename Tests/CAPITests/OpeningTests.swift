// Opening workspaces from the disk and from memory, their problems, and the settings.

import CGrove
import Testing

@Suite("C: opening and settings") struct OpeningTests {
  /// The folder of the repository.
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  @Test("a folder is opened, and says what is odd in its files")
  func folder() {
    var graph: OpaquePointer?
    #expect(grove_open(Self.root + "/examples/retail", &graph) == GROVE_OK.code)
    defer { _ = grove_close(graph) }
    #expect(grove_problem_count(graph) == 0)
    #expect(grove_error_code(raw(graph)) == GROVE_OK.code)
    #expect(grove_error_text(raw(graph)) == nil)
  }

  @Test("what cannot be opened is a handle that holds the error, and nothing else")
  func nothing() {
    var graph: OpaquePointer?
    #expect(grove_open("nowhere/at/all", &graph) == GROVE_WORKSPACE.code)
    let error = raw(graph)
    #expect(grove_error_code(error) == GROVE_WORKSPACE.code)
    #expect(
      string(grove_error_message(error, 0))?.hasSuffix("there is no such file or folder") == true)
    #expect(string(grove_error_help(error, 0)) == "check the path")
    #expect(string(grove_error_id(error, 0)) == "")
    var place = grove_place()
    #expect(grove_error_place(error, 0, &place) == GROVE_RANGE.code)
    #expect(grove_set_today(graph, grove_date(2026, 1, 1)) == GROVE_OK.code)
    var statement: OpaquePointer?
    #expect(grove_prepare(graph, "goals", -1, &statement) == GROVE_MISUSE.code)
    #expect(grove_clone(graph, &statement) == GROVE_MISUSE.code)
    #expect(grove_problem_count(graph) == 0)
    #expect(grove_close(graph) == GROVE_OK.code)
    #expect(grove_open(nil, &graph) == GROVE_MISUSE.code)
    #expect(graph == nil)
    #expect(grove_open("", &graph) == GROVE_WORKSPACE.code)
    #expect(grove_close(graph) == GROVE_OK.code)
  }

  @Test("files in memory are opened without a disk, and refused when they cannot be")
  func memory() {
    var graph: OpaquePointer?
    #expect(grove_open_files(nil, 0, "empty", &graph) == GROVE_WORKSPACE.code)
    #expect(grove_close(graph) == GROVE_OK.code)
    #expect(grove_open_files(nil, 1, "x", &graph) == GROVE_MISUSE.code)
    #expect(grove_open_files(nil, -5, "x", &graph) == GROVE_MISUSE.code)
    "x,y".withCString { text in
      var file = grove_file(path: nil, bytes: text, length: 3)
      #expect(grove_open_files(&file, 1, "x", &graph) == GROVE_MISUSE.code)
      #expect(grove_close(graph) == GROVE_OK.code)
      #expect(grove_open_files(&file, 1 << 40, "x", &graph) == GROVE_RANGE.code)
      #expect(grove_close(graph) == GROVE_OK.code)
      file = grove_file(path: text, bytes: nil, length: 3)
      #expect(grove_open_files(&file, 1, "x", &graph) == GROVE_MISUSE.code)
      #expect(grove_close(graph) == GROVE_OK.code)
      file = grove_file(path: text, bytes: text, length: -7)
      #expect(grove_open_files(&file, 1, "x", &graph) == GROVE_RANGE.code)
      #expect(grove_close(graph) == GROVE_OK.code)
    }
  }

  @Test("problems are told by number, once each, on a line")
  func problems() {
    let graph = OpenGraph("objectives:\n  - {id: O1, title: a, due: someday}\n")
    #expect(grove_problem_count(graph.handle) == 1)
    var length = 0
    let text = string(grove_problem_text(graph.handle, 0, &length))
    #expect(text?.hasPrefix("goals.yaml:2:") == true)
    #expect(text?.utf8.count == length)
    #expect(grove_problem_text(graph.handle, 0, nil) == grove_problem_text(graph.handle, 0, nil))
    #expect(grove_problem_text(graph.handle, 1, nil) == nil)
    #expect(grove_problem_text(graph.handle, -1, nil) == nil)
  }

  @Test("without a day nothing is asked, and there is no thirtieth of February")
  func today() {
    let graph = OpenGraph(today: nil)
    #expect(graph.code("goals") == GROVE_MISUSE.code)
    #expect(
      string(grove_error_help(raw(graph.handle), 0)) == "call grove_set_today first")
    #expect(grove_set_today(graph.handle, grove_date(2026, 2, 30)) == GROVE_RANGE.code)
    #expect(grove_set_today(graph.handle, grove_date(.max, .min, 0)) == GROVE_RANGE.code)
    #expect(grove_set_as_of(graph.handle, grove_date(2026, 13, 1)) == GROVE_RANGE.code)
    #expect(grove_set_today(graph.handle, grove_date(2026, 5, 15)) == GROVE_OK.code)
    #expect(graph.code("goals") == GROVE_OK.code)
  }

  @Test("a clone has settings of its own over the same graph")
  func clone() {
    let graph = OpenGraph()
    var clone: OpaquePointer?
    #expect(grove_clone(graph.handle, &clone) == GROVE_OK.code)
    defer { _ = grove_close(clone) }
    #expect(grove_set_today(clone, grove_date(2026, 7, 1)) == GROVE_OK.code)
    var statement: OpaquePointer?
    #expect(grove_prepare(clone, "today", -1, &statement) == GROVE_OK.code)
    #expect(Statement(handle: statement).rows() == [["2026-07-01"]])
    #expect(graph.prepare("today").rows() == [["2026-05-15"]])
  }

  @Test("the graph is looked at as it stood, and `@me` is who was named")
  func settings() {
    let goals = OpenGraph.goals + "\npeople:\n  - {id: ana, name: Ana}\n"
    let graph = OpenGraph(goals)
    #expect(graph.code("@me") == GROVE_LANGUAGE.code)
    #expect(grove_set_me(graph.handle, "anaX", 3) == GROVE_OK.code)
    #expect(graph.prepare("@me").rows().first?.first == "ana")
    #expect(grove_set_me(graph.handle, nil, 0) == GROVE_OK.code)
    #expect(graph.code("@me") == GROVE_LANGUAGE.code)
    #expect(grove_set_as_of(graph.handle, grove_date(2026, 4, 2)) == GROVE_OK.code)
    #expect(graph.code("goals") == GROVE_OK.code)
  }

  @Test("limits are set one by one and by profile, and read back")
  func limits() {
    let graph = OpenGraph()
    let ticks = Int32(clamping: GROVE_LIMIT_TICKS.rawValue)
    #expect(grove_get_limit(graph.handle, ticks) == -1)
    #expect(grove_set_profile(graph.handle, 1) == GROVE_OK.code)
    #expect(grove_get_limit(graph.handle, ticks) == 10_000_000)
    #expect(grove_set_limit(graph.handle, ticks, 3) == GROVE_OK.code)
    #expect(grove_get_limit(graph.handle, ticks) == 3)
    #expect(grove_set_limit(graph.handle, ticks, -1) == GROVE_OK.code)
    #expect(grove_get_limit(graph.handle, ticks) == -1)
    #expect(grove_set_limit(graph.handle, 99, 1) == GROVE_RANGE.code)
    #expect(grove_set_profile(graph.handle, 99) == GROVE_RANGE.code)
    #expect(grove_get_limit(graph.handle, -1) == -1)
  }

  @Test("every code has a text, and every other number, too")
  func codes() {
    for code in [0, 1, 2, 3] + Array(16...26) {
      #expect(string(grove_code_text(Int32(code))) != string(grove_code_text(-1)))
    }
    #expect(string(grove_code_text(.max)) == "there is no such code")
    #expect(grove_api_version() == GROVE_API_VERSION)
    #expect(string(grove_version())?.split(separator: ".").count == 3)
  }
}
