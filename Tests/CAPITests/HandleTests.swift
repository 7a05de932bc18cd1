// Handles that are none: NULL, given back, made up, mixed up. Nothing of it may harm the caller.

import CGrove
import Testing

@Suite("C: handles") struct HandleTests {
  private func everythingRefuses(_ number: OpaquePointer?, _ isNull: Bool) {
    let misuse = GROVE_MISUSE.code
    var other: OpaquePointer?
    var place = grove_place()
    var flag = false
    var real = 0.0
    var day = grove_date(1, 1, 1)
    var count: Int32 = 0
    #expect(grove_clone(number, &other) == misuse)
    #expect(other == nil)
    #expect(grove_problem_count(number) == 0)
    #expect(grove_problem_text(number, 0, nil) == nil)
    #expect(grove_set_today(number, day) == misuse)
    #expect(grove_set_as_of(number, day) == misuse)
    #expect(grove_set_me(number, "ana", -1) == misuse)
    #expect(grove_set_profile(number, 0) == misuse)
    #expect(grove_set_limit(number, 0, 1) == misuse)
    #expect(grove_get_limit(number, 0) == -1)
    #expect(grove_prepare(number, "goals", -1, &other) == misuse)
    #expect(other == nil)
    #expect(grove_step(number) == misuse)
    #expect(grove_next_answer(number) == misuse)
    #expect(grove_reset(number) == misuse)
    #expect(grove_cancel(number) == misuse)
    #expect(grove_answer_kind(number) == GROVE_ANSWER_NONE.code)
    #expect(grove_answer_promise(number) == 0)
    #expect(grove_answer_words(number, nil) == nil)
    #expect(grove_answer_text(number, "json", nil) == nil)
    #expect(grove_document_text(number, "json", nil) == nil)
    #expect(grove_row_count(number) == 0)
    #expect(grove_column_count(number) == 0)
    #expect(grove_column_name(number, 0) == nil)
    #expect(grove_column_type(number, 0) == GROVE_TYPE_MISSING.code)
    #expect(grove_cell_type(number, 0) == GROVE_TYPE_MISSING.code)
    #expect(grove_cell_yes_no(number, 0, &flag) == misuse)
    #expect(grove_cell_number(number, 0, &real) == misuse)
    #expect(grove_cell_date(number, 0, &day) == misuse)
    var last = day
    #expect(grove_cell_period(number, 0, &day, &last) == misuse)
    var days: Int32 = 0
    #expect(grove_cell_duration(number, 0, &count, &days) == misuse)
    #expect(grove_cell_text(number, 0, nil) == nil)
    #expect(grove_cell_json(number, 0, nil) == nil)
    #expect(grove_row_id(number) == nil)
    #expect(grove_row_place(number, nil) == nil)
    let error = raw(number)
    #expect(grove_error_code(error) == misuse)
    #expect(grove_error_text(error) == nil)
    #expect(grove_error_count(error) == 0)
    #expect(grove_error_id(error, 0) == nil)
    #expect(grove_error_message(error, 0) == nil)
    #expect(grove_error_help(error, 0) == nil)
    #expect(grove_error_place(error, 0, &place) == misuse)
    #expect(grove_close(number) == (isNull ? GROVE_OK.code : misuse))
    #expect(grove_finalize(number) == (isNull ? GROVE_OK.code : misuse))
  }

  @Test("NULL is no handle, and giving it back does nothing")
  func null() { everythingRefuses(nil, true) }

  @Test("an address of something else is no handle")
  func foreign() {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 16)
    defer { memory.deallocate() }
    everythingRefuses(OpaquePointer(memory), false)
    for bits: UInt in [1, 5, 9, 0xDEAD_BEEF, .max, .max - 6, 1 << 63 | 5] {
      everythingRefuses(OpaquePointer(bitPattern: bits), false)
    }
  }

  @Test("a handle that was given back is none, whoever has its place now")
  func givenBack() {
    let graph = OpenGraph()
    var statement: OpaquePointer?
    #expect(grove_prepare(graph.handle, "goals", -1, &statement) == GROVE_OK.code)
    #expect(grove_finalize(statement) == GROVE_OK.code)
    everythingRefuses(statement, false)
    let next = graph.prepare("goals")
    #expect(next.handle != statement)
    everythingRefuses(statement, false)
    #expect(grove_step(next.handle) == GROVE_ROW.code)

    var clone: OpaquePointer?
    #expect(grove_clone(graph.handle, &clone) == GROVE_OK.code)
    #expect(grove_close(clone) == GROVE_OK.code)
    everythingRefuses(clone, false)
  }

  @Test("a handle of the other sort is none")
  func mixedUp() {
    let graph = OpenGraph()
    let statement = graph.prepare("goals")
    #expect(grove_step(graph.handle) == GROVE_MISUSE.code)
    #expect(grove_finalize(graph.handle) == GROVE_MISUSE.code)
    #expect(grove_close(statement.handle) == GROVE_MISUSE.code)
    #expect(grove_set_today(statement.handle, grove_date(2026, 1, 1)) == GROVE_MISUSE.code)
    #expect(grove_step(statement.handle) == GROVE_ROW.code)
  }

  @Test("a statement outlives the graph it was prepared with")
  func outlives() {
    var statement: Statement?
    do { statement = OpenGraph().prepare("key results | show id | sort by id") }
    #expect(statement?.rows() == [["K1"], ["K2"], ["K3"]])
  }

  @Test("ten thousand graphs, opened and closed, take the places of each other")
  func places() {
    let graph = OpenGraph()
    var numbers: Set<UInt> = []
    var places: Set<UInt> = []
    for _ in 0..<10_000 {
      var clone: OpaquePointer?
      #expect(grove_clone(graph.handle, &clone) == GROVE_OK.code)
      let bits = UInt(bitPattern: clone)
      numbers.insert(bits)
      places.insert(bits >> 4 & 0xFF_FFFF)
      #expect(grove_close(clone) == GROVE_OK.code)
    }
    // Other tests open graphs at the same time.
    #expect(numbers.count == 10_000)
    #expect(places.count < 1000)
  }

  @Test("results without a place to go are refused")
  func nowhere() {
    let graph = OpenGraph()
    #expect(grove_open("x", nil) == GROVE_MISUSE.code)
    #expect(grove_clone(graph.handle, nil) == GROVE_MISUSE.code)
    #expect(grove_prepare(graph.handle, "goals", -1, nil) == GROVE_MISUSE.code)
    #expect(string(grove_error_message(raw(graph.handle), 0)) != nil)
    let statement = graph.prepare("key results | show id, progress, due")
    #expect(grove_step(statement.handle) == GROVE_ROW.code)
    #expect(grove_cell_number(statement.handle, 1, nil) == GROVE_MISUSE.code)
    #expect(grove_cell_date(statement.handle, 2, nil) == GROVE_MISUSE.code)
    #expect(grove_cell_period(statement.handle, 2, nil, nil) == GROVE_MISUSE.code)
    #expect(grove_cell_duration(statement.handle, 2, nil, nil) == GROVE_MISUSE.code)
    #expect(grove_cell_yes_no(statement.handle, 2, nil) == GROVE_MISUSE.code)
    #expect(grove_error_place(raw(statement.handle), 0, nil) == GROVE_MISUSE.code)
  }
}
