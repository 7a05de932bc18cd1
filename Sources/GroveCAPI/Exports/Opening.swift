// Versions, opening and closing, and the problems of files. What each function promises its caller
// stands in grove.h, and the compiler holds these to the header.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CGrove
import Grove
import GroveWorkspace

private let version = CText(GroveVersion.current)

/// The version of Grove.
@c @implementation
public func grove_version() -> UnsafePointer<CChar>? { version.pointer }

/// The version of the header that the library was built with.
@c @implementation
public func grove_api_version() -> Int32 { GROVE_API_VERSION }

/// What a code says.
@c @implementation
public func grove_code_text(_ code: Int32) -> UnsafePointer<CChar>? {
  codeTexts[code]?.pointer ?? unknownCode.pointer
}

private let unknownCode = CText("there is no such code")
private let codeTexts: [Int32: CText] = [
  GROVE_OK.result: CText("done"),
  GROVE_ROW.result: CText("there is a row"),
  GROVE_DONE.result: CText("there are no more rows or answers"),
  GROVE_MISSING.result: CText("the value is missing"),
  GROVE_LANGUAGE.result: CText("the text has mistakes"),
  GROVE_RUN_TIME.result: CText("the run failed"),
  GROVE_LIMIT.result: CText("a limit was hit"),
  GROVE_CANCELLED.result: CText("the run was cancelled"),
  GROVE_MISUSE.result: CText("the handle is none, an argument is NULL, or it is not the moment"),
  GROVE_TYPE.result: CText("the value is of another type"),
  GROVE_RANGE.result: CText("there is no such index, name, length, day or setting"),
  GROVE_UTF8.result: CText("the bytes are not UTF-8"),
  GROVE_WORKSPACE.result: CText("the workspace cannot be opened"),
  GROVE_BUSY.result: CText("another call is at work on the statement"),
  GROVE_SYSTEM.result: CText("the system refuses"),
]

/// Opens a workspace from the disk.
@c @implementation
public func grove_open(
  _ path: UnsafePointer<CChar>?, _ graph: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  open(into: graph, path != nil) { () throws(Failure) in
    let path = try Arguments.text(path, -1, "the path")
    return try EngineThread.run { () throws(Failure) in
      do throws(WorkspaceError) {
        return try Workspace.load(path: path)
      } catch {
        throw Failure(error)
      }
    }
  }
}

/// Opens a workspace from files in memory.
@c @implementation
public func grove_open_files(
  _ files: UnsafePointer<grove_file>?, _ count: Int, _ name: UnsafePointer<CChar>?,
  _ graph: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  open(into: graph, name != nil && (files != nil || count == 0)) { () throws(Failure) in
    let name = try Arguments.text(name, -1, "the name")
    guard count >= 0, count <= LoadLimits.standard.files else {
      throw Failure(GROVE_RANGE, "there cannot be so many files")
    }
    var given: [WorkspaceFile] = []
    for file in UnsafeBufferPointer(start: files, count: count) {
      let path = try Arguments.text(file.path, -1, "the path of a file")
      given.append(
        WorkspaceFile(path: path, bytes: try Arguments.bytes(file.bytes, file.length, path)))
    }
    return try EngineThread.run { () throws(Failure) in
      do throws(WorkspaceError) {
        return try Workspace.load(files: given, name: name)
      } catch {
        throw Failure(error)
      }
    }
  }
}

/// A new handle for what `load` gives, or for why it gives nothing.
private func open(
  into graph: UnsafeMutablePointer<OpaquePointer?>?, _ hasArguments: Bool,
  _ load: () throws(Failure) -> Workspace
) -> Int32 {
  graph?.pointee = nil
  guard let graph, hasArguments else { return GROVE_MISUSE.result }
  let handle: GraphHandle
  var code = GROVE_OK
  do {
    handle = GraphHandle(try load())
  } catch {
    handle = GraphHandle(nil)
    handle.errors.keep(error)
    code = error.code
  }
  graph.pointee = HandleTable.shared.insert(handle)
  return graph.pointee == nil ? GROVE_LIMIT.result : code.result
}

/// A second handle over the same graph.
@c @implementation
public func grove_clone(
  _ graph: OpaquePointer?, _ clone: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  clone?.pointee = nil
  return call(GraphHandle.self, graph) { (handle) throws(Failure) in
    guard let clone else { throw Failure(GROVE_MISUSE, "there is nowhere to put the clone") }
    clone.pointee = HandleTable.shared.insert(try handle.clone())
    if clone.pointee == nil { throw .tooManyHandles }
    return GROVE_OK
  }
}

/// Gives a graph back.
@c @implementation
public func grove_close(_ graph: OpaquePointer?) -> Int32 {
  guard graph != nil else { return GROVE_OK.result }
  guard let handle = HandleTable.shared.find(GraphHandle.self, graph),
    HandleTable.shared.remove(handle, graph)
  else { return GROVE_MISUSE.result }
  return GROVE_OK.result
}

/// How many odd things the files hold.
@c @implementation
public func grove_problem_count(_ graph: OpaquePointer?) -> Int {
  ask(GraphHandle.self, graph) { $0.workspace?.problems.count } ?? 0
}

/// One of them on one line.
@c @implementation
public func grove_problem_text(
  _ graph: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
  ask(GraphHandle.self, graph) { $0.problem(index) }?.give(length)
}

extension Failure {
  static let tooManyHandles = Failure(
    GROVE_LIMIT, "there are too many open handles", help: "give some back")
}
