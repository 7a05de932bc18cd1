// The files that programs of a workspace may use: what lies in it, and nothing else.

public import Grove

extension ProgramFiles {
  /// The files below the folder of a program, for as long as they lie in the workspace.
  ///
  /// `folder` is where the program lies. Links are not followed, nor are names that differ from the
  /// file's own in case only; a file has at most 1 MiB.
  public static func inWorkspace(_ workspace: String, folder: String) -> ProgramFiles {
    let root = FileSystem.realPath(workspace)
    let place = FileSystem.realPath(folder)
    return ProgramFiles { path throws(Refusal) in
      let location = "\(place)/\(path)"
      guard place == root || place.hasPrefix(root == "/" ? root : root + "/") else {
        throw Refusal("is not in the workspace")
      }
      guard FileSystem.item(at: location)?.isFile == true else { throw Refusal("is not there") }
      // The path has no `..`, so that the real one differs by links or case only.
      guard FileSystem.realPath(location) == location, isSpelled(path, below: place) else {
        throw Refusal("is reached by a link, or spelled in another case")
      }
      guard case .success(let bytes) = FileSystem.read(location, atMost: SavedQueries.maximumBytes)
      else {
        throw Refusal("cannot be read")
      }
      guard bytes.count <= SavedQueries.maximumBytes else {
        throw Refusal(
          "is larger than \(SavedQueries.maximumBytes) bytes", help: "split it into several files")
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Refusal("is not UTF-8", help: "save it as UTF-8")
      }
      return text
    }
  }

  /// Whether each part of a path is the name of an item as its folder lists it.
  private static func isSpelled(_ path: String, below folder: String) -> Bool {
    var place = folder
    for part in path.split(separator: "/") {
      guard FileSystem.names(in: place)?.contains(String(part)) == true else { return false }
      place += "/\(part)"
    }
    return true
  }
}
