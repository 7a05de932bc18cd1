// What statements to come are prepared with: the day, who asks, and the limits.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CGrove
import Grove

/// The day that questions are asked on.
@c @implementation
public func grove_set_today(_ graph: OpaquePointer?, _ today: grove_date) -> Int32 {
  call(GraphHandle.self, graph) { (graph) throws(Failure) in
    let day = try Arguments.day(today)
    graph.change { $0.today = day }
    return GROVE_OK
  }
}

/// The day that the graph is looked at.
@c @implementation
public func grove_set_as_of(_ graph: OpaquePointer?, _ day: grove_date) -> Int32 {
  call(GraphHandle.self, graph) { (graph) throws(Failure) in
    let day = try Arguments.day(day)
    graph.change { $0.asOf = day }
    return GROVE_OK
  }
}

/// The person that `@me` stands for.
@c @implementation
public func grove_set_me(
  _ graph: OpaquePointer?, _ id: UnsafePointer<CChar>?, _ length: Int
) -> Int32 {
  call(GraphHandle.self, graph) { (graph) throws(Failure) in
    let me = id == nil ? nil : try Arguments.text(id, length, "the id")
    graph.change { $0.me = me }
    return GROVE_OK
  }
}

/// Sets all limits at once.
@c @implementation
public func grove_set_profile(_ graph: OpaquePointer?, _ profile: Int32) -> Int32 {
  call(GraphHandle.self, graph) { (graph) throws(Failure) in
    let limits: Limits
    switch profile {
    case Int32(clamping: GROVE_PROFILE_STANDARD.rawValue): limits = .standard
    case Int32(clamping: GROVE_PROFILE_UNTRUSTED.rawValue): limits = .untrusted
    default: throw Failure(GROVE_RANGE, "there is no profile \(profile)")
    }
    graph.changeLimits { $0 = limits }
    return GROVE_OK
  }
}

/// Sets one limit.
@c @implementation
public func grove_set_limit(_ graph: OpaquePointer?, _ limit: Int32, _ value: Int64) -> Int32 {
  call(GraphHandle.self, graph) { (graph) throws(Failure) in
    let limit = grove_limit(rawValue: UInt32(bitPattern: limit))
    let value = value < 0 ? nil : Int(clamping: value)
    if limit == GROVE_LIMIT_MILLISECONDS {
      graph.changeMilliseconds(value)
    } else if let path = boundedOrNot[limit.rawValue] {
      graph.changeLimits { $0[keyPath: path] = value }
    } else if let path = alwaysBounded[limit.rawValue] {
      let most = Limits.standard[keyPath: path]
      graph.changeLimits { $0[keyPath: path] = min(value ?? most, most) }
    } else {
      throw Failure(GROVE_RANGE, "there is no limit \(limit.rawValue)")
    }
    return GROVE_OK
  }
}

/// A limit as it is set.
@c @implementation
public func grove_get_limit(_ graph: OpaquePointer?, _ limit: Int32) -> Int64 {
  let limit = grove_limit(rawValue: UInt32(bitPattern: limit))
  let value = ask(GraphHandle.self, graph) { graph in
    if limit == GROVE_LIMIT_MILLISECONDS { return graph.milliseconds }
    if let path = boundedOrNot[limit.rawValue] { return graph.limits[keyPath: path] }
    return alwaysBounded[limit.rawValue].map { graph.limits[keyPath: $0] }
  }
  return value.map { Int64(clamping: $0) } ?? -1
}

/// Limits that may be taken away.
private nonisolated(unsafe) let boundedOrNot: [UInt32: WritableKeyPath<Limits, Int?>] = [
  GROVE_LIMIT_TICKS.rawValue: \.ticks,
  GROVE_LIMIT_BYTES.rawValue: \.bytes,
  GROVE_LIMIT_ROWS.rawValue: \.rows,
  GROVE_LIMIT_OUTPUT_BYTES.rawValue: \.outputBytes,
]

/// Limits that always hold: at most as in the standard profile.
private nonisolated(unsafe) let alwaysBounded: [UInt32: WritableKeyPath<Limits, Int>] = [
  GROVE_LIMIT_CALL_DEPTH.rawValue: \.callDepth,
  GROVE_LIMIT_VALUE_NESTING.rawValue: \.valueNesting,
  GROVE_LIMIT_TEXT_BYTES.rawValue: \.textBytes,
  GROVE_LIMIT_LIST_LENGTH.rawValue: \.listLength,
]
