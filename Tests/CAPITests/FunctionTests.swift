// Functions of the host: their declarations, arguments, results, errors and ends.

import CGrove
import Synchronization
import Testing

@Suite("C: functions of the host") struct FunctionTests {
  private let graph = OpenGraph()

  private func add(
    _ name: String, _ types: [grove_type], _ result: grove_type, optional: Bool = false,
    _ function: grove_function?
  ) -> Int32 {
    "a".withCString { a in
      "b".withCString { b in
        let parameters = types.enumerated().map {
          grove_parameter(
            name: $0.offset == 0 ? a : b, type: $0.element.code, is_optional: optional)
        }
        return grove_add_function(
          graph.handle, name, parameters, parameters.count, result.code, "For tests.", function,
          nil, nil)
      }
    }
  }

  @Test("a function reads its arguments and gives a result, row by row")
  func values() {
    let added = add("measured", [GROVE_TYPE_TEXT, GROVE_TYPE_ANY], GROVE_TYPE_NUMBER) { call, _ in
      var length = 0
      var number = 0.0
      #expect(grove_argument_count(call) == 2)
      #expect(grove_argument_type(call, 0) == GROVE_TYPE_TEXT.code)
      #expect(grove_argument_type(call, 2) == GROVE_TYPE_MISSING.code)
      #expect(grove_argument_text(call, 0, &length) != nil)
      #expect(grove_argument_number(call, 1, &number) == GROVE_OK.code)
      #expect(grove_argument_number(call, 0, &number) == GROVE_TYPE.code)
      #expect(grove_argument_number(call, 7, &number) == GROVE_RANGE.code)
      #expect(grove_argument_number(call, 0, nil) == GROVE_MISUSE.code)
      #expect(grove_return_number(call, Double(length) * number) == GROVE_OK.code)
    }
    #expect(added == GROVE_OK.code)
    let rows = graph.prepare("key results | sort by id | show id, twice = measured(title, 2)")
      .rows()
    #expect(rows == [["K1", "48"], ["K2", "38"], ["K3", "24"]])
  }

  @Test("every type goes in and comes out")
  func types() {
    let added1 = add("echo", [GROVE_TYPE_ANY], GROVE_TYPE_ANY) { call, _ in
      var flag = false
      var day = grove_date(0, 0, 0)
      var number = 0.0
      switch grove_argument_type(call, 0) {
      case GROVE_TYPE_YES_NO.code:
        #expect(grove_argument_yes_no(call, 0, &flag) == GROVE_OK.code)
        #expect(grove_return_yes_no(call, !flag) == GROVE_OK.code)
      case GROVE_TYPE_DATE.code:
        #expect(grove_argument_date(call, 0, &day) == GROVE_OK.code)
        day.day += 1
        #expect(grove_return_date(call, day) == GROVE_OK.code)
        day.day = 99
        #expect(grove_return_date(call, day) == GROVE_RANGE.code)
      case GROVE_TYPE_RATIO.code:
        #expect(grove_argument_number(call, 0, &number) == GROVE_OK.code)
        #expect(grove_return_ratio(call, number / 2) == GROVE_OK.code)
      case GROVE_TYPE_LIST.code:
        #expect(grove_return_text(call, grove_argument_json(call, 0, nil), -1) == GROVE_OK.code)
      default:
        #expect(grove_return_text(call, "\u{FF}", 1) == GROVE_UTF8.code)
        #expect(grove_return_missing(call) == GROVE_OK.code)
      }
    }
    #expect(added1 == GROVE_OK.code)
    #expect(graph.prepare("echo(1 < 2)").rows() == [["no"]])
    #expect(graph.prepare("echo(2026-05-14)").rows() == [["2026-05-15"]])
    #expect(graph.prepare("echo(50%)").rows() == [["0.25"]])
    #expect(graph.prepare("echo([1, 2])").rows() == [["[1, 2]"]])
    #expect(graph.prepare("echo(\"x\")").rows() == [[nil]])
  }

  @Test("a call that does not fit is a mistake of the text, and one that fails of the run")
  func failures() {
    let added2 = add("refuse", [GROVE_TYPE_NUMBER], GROVE_TYPE_NUMBER) { call, _ in
      #expect(grove_return_error(call, "not today", -1) == GROVE_OK.code)
    }
    #expect(added2 == GROVE_OK.code)
    let added3 = add("lie", [GROVE_TYPE_NUMBER], GROVE_TYPE_NUMBER) { call, _ in
      #expect(grove_return_text(call, "seven", -1) == GROVE_OK.code)
    }
    #expect(added3 == GROVE_OK.code)
    #expect(graph.code("refuse(\"x\")") == GROVE_LANGUAGE.code)
    #expect(graph.code("refuse()") == GROVE_LANGUAGE.code)
    #expect(graph.code("refused(1)") == GROVE_LANGUAGE.code)
    let added4 = add("mumble", [GROVE_TYPE_NUMBER], GROVE_TYPE_NUMBER) { call, _ in
      #expect(grove_return_error(call, "\u{FF}", 1) == GROVE_UTF8.code)
    }
    #expect(added4 == GROVE_OK.code)
    for text in ["refuse(1)", "lie(1)", "mumble(1)"] {
      let statement = graph.prepare(text)
      #expect(grove_step(statement.handle) == GROVE_RUN_TIME.code)
      #expect(grove_error_count(raw(statement.handle)) == 1)
    }
    let statement = graph.prepare("refuse(1)")
    #expect(grove_step(statement.handle) == GROVE_RUN_TIME.code)
    #expect(
      string(grove_error_message(raw(statement.handle), 0))?.contains("not today")
        == true)
  }

  @Test("a name that is none, is taken, or a type that there is not, is refused")
  func declarations() {
    let nothing: grove_function = { _, _ in }
    #expect(add("count", [], GROVE_TYPE_NUMBER, nothing) == GROVE_RANGE.code)
    #expect(add("two words", [], GROVE_TYPE_NUMBER, nothing) == GROVE_RANGE.code)
    #expect(add("", [], GROVE_TYPE_NUMBER, nothing) == GROVE_RANGE.code)
    #expect(add("f", [], GROVE_TYPE_MISSING, nothing) == GROVE_RANGE.code)
    #expect(add("f", [GROVE_TYPE_MISSING], GROVE_TYPE_NUMBER, nothing) == GROVE_RANGE.code)
    #expect(add("f", [], GROVE_TYPE_NUMBER, nil) == GROVE_MISUSE.code)
    #expect(add("f", [], GROVE_TYPE_NUMBER, nothing) == GROVE_OK.code)
    #expect(add("f", [], GROVE_TYPE_NUMBER, nothing) == GROVE_RANGE.code)
    let type = GROVE_TYPE_NUMBER.code
    #expect(
      grove_add_function(graph.handle, "g", nil, 3, type, nil, nothing, nil, nil)
        == GROVE_MISUSE.code)
    #expect(
      grove_add_function(graph.handle, "g", nil, -3, type, nil, nothing, nil, nil)
        == GROVE_RANGE.code)
    #expect(
      grove_add_function(graph.handle, nil, nil, 0, type, nil, nothing, nil, nil)
        == GROVE_MISUSE.code)
  }

  @Test("the host gets its context back once, when the last statement is gone or it was refused")
  func released() {
    let count = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    count.initialize(to: 0)
    defer { count.deallocate() }
    let release: @convention(c) (UnsafeMutableRawPointer?) -> Void = { context in
      context?.assumingMemoryBound(to: Int.self).pointee += 1
    }
    let function: grove_function = { call, _ in _ = grove_return_number(call, 7) }
    let type = GROVE_TYPE_NUMBER.code
    var clone: OpaquePointer?
    #expect(grove_clone(graph.handle, &clone) == GROVE_OK.code)
    #expect(
      grove_add_function(clone, "seven", nil, 0, type, nil, function, count, release)
        == GROVE_OK.code)
    #expect(graph.code("seven()") == GROVE_LANGUAGE.code)
    var statement: OpaquePointer?
    #expect(grove_prepare(clone, "seven()", -1, &statement) == GROVE_OK.code)
    #expect(grove_close(clone) == GROVE_OK.code)
    #expect(count.pointee == 0)
    #expect(grove_step(statement) == GROVE_ROW.code)
    #expect(grove_finalize(statement) == GROVE_OK.code)
    #expect(count.pointee == 1)
    #expect(
      grove_add_function(nil, "seven", nil, 0, type, nil, function, count, release)
        == GROVE_MISUSE.code)
    #expect(count.pointee == 2)
    #expect(
      grove_add_function(graph.handle, "count", nil, 0, type, nil, function, count, release)
        == GROVE_RANGE.code)
    #expect(count.pointee == 3)
  }

  private static let kept = Atomic<UInt>(0)

  @Test("a call is over when the function returns, and its statement is busy meanwhile")
  func over() {
    var statement: OpaquePointer?
    let context = UnsafeMutablePointer<OpaquePointer?>.allocate(capacity: 1)
    context.initialize(to: nil)
    defer { context.deallocate() }
    let added = grove_add_function(
      graph.handle, "keep", nil, 0, GROVE_TYPE_NUMBER.code, nil,
      { call, context in
        let statement = context?.assumingMemoryBound(to: OpaquePointer?.self).pointee
        #expect(grove_step(statement) == GROVE_BUSY.code)
        #expect(grove_finalize(statement) == GROVE_BUSY.code)
        FunctionTests.kept.store(UInt(bitPattern: call), ordering: .relaxed)
        #expect(grove_finalize(call) == GROVE_MISUSE.code)
        #expect(grove_return_number(call, 1) == GROVE_OK.code)
      }, context, nil)
    #expect(added == GROVE_OK.code)
    #expect(grove_prepare(graph.handle, "keep()", -1, &statement) == GROVE_OK.code)
    context.pointee = statement
    #expect(grove_step(statement) == GROVE_ROW.code)
    let call = OpaquePointer(bitPattern: Self.kept.load(ordering: .relaxed))
    #expect(call != nil)
    #expect(grove_return_number(call, 2) == GROVE_MISUSE.code)
    #expect(grove_argument_count(call) == 0)
    #expect(grove_finalize(statement) == GROVE_OK.code)
  }
}
