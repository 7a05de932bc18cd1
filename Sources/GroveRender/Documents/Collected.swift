// All that a program gave, for the formats that need the whole before they write.

public import Grove

/// What a program gave, in order.
struct CollectedDocument {
  let frame: DocumentFrame
  let options: RenderOptions
  var results: [StatementResult] = []
  /// Why it stopped; nil when it ran to its end.
  var failure: QueryFailure?

  /// The title of its first report.
  var title: String? {
    for case .report(let report) in results { return report.title }
    return nil
  }

  /// Whether it ran, and a promise or a section failed.
  var isFailed: Bool { DocumentCounts(results).isFailed }

  /// The sections of reports beside what stands outside of reports, in order.
  var leaves: [StatementResult] {
    results.flatMap { result in
      if case .report(let report) = result { report.sections } else { [result] }
    }
  }
}

/// Collects, then writes once.
struct CollectingWriter: DocumentWriter {
  var document: CollectedDocument
  let write: (CollectedDocument, inout ByteOutput) -> DocumentEnding

  mutating func add(_ result: StatementResult, to output: inout ByteOutput) {
    document.results.append(result)
  }

  mutating func finish(_ failure: QueryFailure?, to output: inout ByteOutput) -> DocumentEnding {
    document.failure = failure
    return write(document, &output)
  }
}

/// How the promises and sections of a program turned out.
public struct DocumentCounts: Hashable, Sendable {
  /// Promises that hold.
  public private(set) var kept = 0
  /// Promises that do not.
  public private(set) var broken = 0
  /// Promises that do not hold and only warn.
  public private(set) var warned = 0
  /// Promises that speak of nothing.
  public private(set) var vacuous = 0
  /// Sections of reports that failed.
  public private(set) var failedSections = 0

  /// Counts nothing as yet.
  public init() {}

  init(_ results: [StatementResult]) {
    for result in results { add(result) }
  }

  /// Whether something failed: exit status 1.
  public var isFailed: Bool { broken > 0 || failedSections > 0 }

  /// How many promises there are.
  public var promises: Int { kept + broken + warned + vacuous }

  /// Counts what a statement gave.
  public mutating func add(_ result: StatementResult) {
    switch result {
    case .report(let report): for section in report.sections { add(section) }
    case .failure: failedSections += 1
    case .promise(let outcome):
      switch outcome.state {
      case .kept: kept += 1
      case .vacuous: vacuous += 1
      case .broken where outcome.isWarning: warned += 1
      case .broken: broken += 1
      }
    default: break
    }
  }

  /// `1 section failed; 3 promises: 1 kept, 1 broken, 1 warning`; nil when there is nothing to say.
  public var summary: String? {
    var parts: [String] = []
    if failedSections > 0 {
      parts.append(failedSections == 1 ? "1 section failed" : "\(failedSections) sections failed")
    }
    if promises > 0 {
      var states: [String] = []
      if kept > 0 { states.append("\(kept) kept") }
      if broken > 0 { states.append("\(broken) broken") }
      if warned > 0 { states.append(warned == 1 ? "1 warning" : "\(warned) warnings") }
      if vacuous > 0 { states.append("\(vacuous) of nothing") }
      parts.append(
        (promises == 1 ? "1 promise: " : "\(promises) promises: ") + states.joined(separator: ", "))
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
