// A file that answers are written to. What grove did not write, or somebody changed since, it does
// not replace: formats that have comments or keys carry a checksum of what was written, on one of
// their first two lines; of the others nobody can tell, so that they are replaced by force only.

import Grove
import GroveRender
import GroveWorkspace

/// A file to be written.
struct OutputFile {
  /// The path as it was given, for messages.
  let shown: String
  private let path: String
  private let location: String
  private let environment: CommandEnvironment
  private let isForced: Bool
  /// The largest file that is looked at before it is replaced.
  private static let largest = 1 << 28

  init(_ path: String, isForced: Bool = false, in environment: CommandEnvironment) {
    self.path = path
    self.environment = environment
    self.isForced = isForced
    shown = path.visibleControls()
    location = environment.absolute(path)
  }

  /// The format that the name ends in, text without an ending; the ending itself when it is none.
  var formatName: String { Self.formatName(of: path) ?? "table" }

  /// The format that a file's name ends in; nil for a name without an ending.
  static func formatName(of path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    return switch ending {
    case "md": "markdown"
    case "txt": "table"
    case "jsonl": "ndjson"
    case "xml": "junit"
    default: ending
    }
  }

  // MARK: - Before a run

  /// Refuses, before anything runs, a place that must not be written.
  func check(against bench: Workbench, program: SourceText?) throws(CommandFailure) {
    let folder = bench.folder(in: environment) + "/"
    let inside = location.hasPrefix(folder) ? String(location.dropFirst(folder.count)) : ""
    switch SystemFiles.kind(of: location) {
    case .none where Workspace.reads(inside) && !isForced:
      throw .usage(
        "\(shown) would be read as goals of the workspace: write it elsewhere, or to the folder "
          + "reports")
    case .none: return
    case .directory: throw .usage("\(shown) is a folder: name a file in it")
    case .other: throw .usage("\(shown) is no regular file: leave out -o to write to a pipe")
    case .file: break
    }
    if bench.isSource(location, in: environment) {
      throw .usage("\(shown) is a file of the workspace: choose another name")
    }
    if let program, SystemFiles.isSameFile(location, environment.absolute(program.name)) {
      throw .usage("\(shown) is the program itself: choose another name")
    }
  }

  /// Refuses a file of somebody else, unless by force.
  func checkOwner() throws(CommandFailure) {
    guard !isForced, let owner = try foreignOwner() else { return }
    throw .usage("\(shown) \(owner): choose another name, or --force replaces it")
  }

  /// Why the file that is there is not grove's own, in words; nil when it is, or there is none.
  func foreignOwner() throws(CommandFailure) -> String? {
    guard SystemFiles.kind(of: location) == .file else { return nil }
    do {
      let old = try SystemFiles.contents(of: location, limit: Self.largest)
      if old.isEmpty { return nil }
      return switch OutputMark.find(in: old) {
      case .untouched: nil
      case .changed: "was changed since grove wrote it"
      case .foreign: "is there, and nothing in it says that grove wrote it"
      }
    } catch {
      throw .unreadable("\(shown) cannot be read: \(error.reason)")
    }
  }

  // MARK: - After it

  /// Writes beside the file, syncs, and moves it into its place; says how many bytes there are.
  func write(_ bytes: [UInt8], format: String) throws(CommandFailure) {
    let marked = OutputMark.marked(bytes, format: format)
    do {
      try SystemFiles.replace(location, with: marked)
    } catch {
      throw .unreadable("\(shown) cannot be written: \(error.reason)")
    }
    environment.say("wrote \(marked.count) bytes to \(shown)")
  }
}
