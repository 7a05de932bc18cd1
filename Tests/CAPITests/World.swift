// A small workspace in memory and the calls of the C interface in the shape that tests read well.

import CGrove
import GroveCAPI
import Synchronization
import Testing

extension grove_code {
  /// As functions return it.
  var code: Int32 { Int32(clamping: rawValue) }
}

extension grove_type {
  /// As functions return it.
  var code: Int32 { Int32(clamping: rawValue) }
}

extension grove_answer {
  /// As functions return it.
  var code: Int32 { Int32(clamping: rawValue) }
}

/// The text at a pointer.
func string(_ pointer: UnsafePointer<CChar>?) -> String? {
  pointer.map { String(cString: $0) }
}

/// A handle as functions about errors take it.
func raw(_ handle: OpaquePointer?) -> UnsafeRawPointer? {
  handle.map { UnsafeRawPointer($0) }
}

/// A graph, closed when nobody needs it.
final class OpenGraph: @unchecked Sendable {
  let handle: OpaquePointer?
  /// The statements that were prepared, so that tests may use the numbers alone.
  private let statements = Mutex<[Statement]>([])

  static let goals = """
    objectives:
      - id: O1
        title: Become the place where people meet
        owner: Ana
        start: 2026-04-01
        due: 2026-06-30
        tags: [growth, "a,b"]
        key_results:
          - {id: K1, title: "Reach 400 visitors a day", from: 120, to: 400, now: 180, tags: [x, y]}
          - {id: K2, title: "Answer within a day", from: 0, to: 50, now: 40}
          - {id: K3, title: "Find a café"}
    """

  init(_ goals: String = OpenGraph.goals, today: grove_date? = grove_date(2026, 5, 15)) {
    var handle: OpaquePointer?
    var goals = goals
    let code = goals.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        "goals.yaml".withCString { path in
          withUnsafePointer(
            to: grove_file(path: path, bytes: bytes.baseAddress, length: bytes.count)
          ) { grove_open_files($0, 1, "garden", &handle) }
        }
      }
    }
    #expect(code == GROVE_OK.code)
    self.handle = handle
    if let today { #expect(grove_set_today(handle, today) == GROVE_OK.code) }
  }

  deinit { _ = grove_close(handle) }

  /// A statement that the text is.
  func prepare(_ text: String) -> Statement {
    var statement: OpaquePointer?
    let code = text.withCString { grove_prepare(handle, $0, -1, &statement) }
    #expect(code == GROVE_OK.code, "\(string(grove_error_text(raw(handle))) ?? "")")
    let prepared = Statement(handle: statement)
    statements.withLock { $0.append(prepared) }
    return prepared
  }

  /// The code that preparing a text gives.
  func code(_ text: String) -> Int32 {
    var statement: OpaquePointer?
    let code = text.withCString { grove_prepare(handle, $0, -1, &statement) }
    _ = grove_finalize(statement)
    return code
  }
}

/// A statement, given back when nobody needs it.
final class Statement: @unchecked Sendable {
  let handle: OpaquePointer?

  init(handle: OpaquePointer?) { self.handle = handle }

  deinit { _ = grove_finalize(handle) }

  /// All rows left of the answer at hand, as texts.
  func rows() -> [[String?]] {
    var rows: [[String?]] = []
    while grove_step(handle) == GROVE_ROW.code {
      rows.append((0..<grove_column_count(handle)).map { string(grove_cell_text(handle, $0, nil)) })
    }
    return rows
  }
}

extension grove_date {
  init(_ year: Int32, _ month: Int32, _ day: Int32) {
    self.init(year: year, month: month, day: day)
  }

  var parts: [Int32] { [year, month, day] }
}
