// What a `grove` is: a loaded workspace, and the settings for statements to come.

import CGrove
import Grove
import GroveWorkspace
import Synchronization

final class GraphHandle: Handle {
  static let sort: UInt = 0b0101

  /// The settings that questions are asked with.
  struct Settings {
    var today: CivilDate?
    var asOf: CivilDate?
    var me: String?
    var limits = Limits.standard
    /// How long a run may take.
    var milliseconds: Int?
    var functions = FunctionRegistry.standard
    /// A session with these settings, whose computed columns all statements share.
    fileprivate var session: Session?
  }

  /// Nil when it could not be opened.
  let workspace: Workspace?
  let errors = ErrorKeeper()
  private let settings: Mutex<Settings>
  private let problems = Mutex<[Int: CText]>([:])

  init(_ workspace: Workspace?, _ settings: Settings = Settings()) {
    self.workspace = workspace
    self.settings = Mutex(settings)
  }

  /// A handle with the same graph and settings.
  func clone() throws(Failure) -> GraphHandle {
    GraphHandle(try opened(), settings.withLock { $0 })
  }

  /// The settings as they are.
  var limits: Limits { settings.withLock { $0.limits } }

  /// How long a run may take; nil for as long as it needs.
  var milliseconds: Int? { settings.withLock { $0.milliseconds } }

  /// Changes the settings of statements to come.
  func change(_ body: (inout Settings) -> Void) {
    settings.withLock { settings in
      body(&settings)
      settings.session = nil
    }
  }

  /// Changes the limits, which leaves computed columns as they are.
  func changeLimits(_ body: (inout Limits) -> Void) {
    settings.withLock { settings in
      body(&settings.limits)
      settings.session?.limits = settings.limits
    }
  }

  /// Adds a function for statements to come.
  func add(_ function: HostFunction) throws(Failure) {
    let problem: HostFunctionProblem? = settings.withLock { settings in
      do throws(HostFunctionProblem) {
        settings.functions = try settings.functions.adding(function)
        settings.session = nil
        return nil
      } catch {
        return error
      }
    }
    if let problem { throw Failure(GROVE_RANGE, problem.message, help: problem.help) }
  }

  /// The graph itself.
  func data() throws(Failure) -> GoalGraph { try opened().graph }

  /// Changes how long a run may take.
  func changeMilliseconds(_ value: Int?) {
    settings.withLock { $0.milliseconds = value }
  }

  /// A session to prepare a statement with.
  func session() throws(Failure) -> Session {
    let graph = try opened().graph
    let session: Session? = settings.withLock { settings in
      if let session = settings.session { return session }
      guard let today = settings.today else { return nil }
      let session = Session(
        graph: graph, today: today, asOf: settings.asOf, me: settings.me,
        limits: settings.limits, functions: settings.functions)
      settings.session = session
      return session
    }
    guard let session else {
      throw Failure(GROVE_MISUSE, "the day is not known", help: "call grove_set_today first")
    }
    return session
  }

  /// A problem of the files, on one line.
  func problem(_ index: Int) -> CText? {
    guard let found = workspace?.problems, found.indices.contains(index) else { return nil }
    return problems.withLock { problems in
      if let text = problems[index] { return text }
      let text = CText(found[index].description)
      problems[index] = text
      return text
    }
  }

  private func opened() throws(Failure) -> Workspace {
    guard let workspace else {
      throw Failure(GROVE_MISUSE, "no workspace was opened", help: "close this handle")
    }
    return workspace
  }
}
