// How far a load has come, for callers that show it.

/// How far a load has come. Told after each piece of a file, at least once a file.
public struct LoadProgress: Hashable, Sendable {
  /// The file that is being read, as a path within the workspace.
  public internal(set) var file = ""
  /// Bytes read so far.
  public internal(set) var bytes = 0
  /// Bytes of all files, as the folder tells them.
  public internal(set) var totalBytes = 0
  /// Rows read so far.
  public internal(set) var rows = 0
}

/// Counts a load and tells it on.
final class LoadMeter {
  private var progress = LoadProgress()
  private var bytesBefore = 0
  private var rowsBefore = 0
  private var fileBytes = 0
  private let tell: ((LoadProgress) -> Void)?

  init(_ tell: ((LoadProgress) -> Void)?) { self.tell = tell }

  func expect(totalBytes: Int) { progress.totalBytes = totalBytes }

  func begin(_ file: String, bytes: Int) {
    bytesBefore += fileBytes
    fileBytes = bytes
    rowsBefore = progress.rows
    progress.file = file
    advance(to: 0, rows: 0)
  }

  /// Within the file: at this byte, after so many rows of it.
  func advance(to byte: Int, rows: Int) {
    guard let tell else { return }
    progress.bytes = bytesBefore + byte
    progress.rows = rowsBefore + rows
    tell(progress)
  }

  /// All files are read.
  func end(rows: Int) {
    progress.bytes = progress.totalBytes
    progress.rows = rows
    tell?(progress)
  }
}
