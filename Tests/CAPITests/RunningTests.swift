// Runs that end early, run at once, or start on little stack or much.

import CGrove
import Synchronization
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

@Suite("C: running") struct RunningTests {
  @Test("a limit ends the run with its code, and the next statement runs")
  func limits() {
    let graph = OpenGraph()
    let ticks = Int32(clamping: GROVE_LIMIT_TICKS.rawValue)
    let before = graph.prepare("key results")
    #expect(grove_set_limit(graph.handle, ticks, 1) == GROVE_OK.code)
    let bounded = graph.prepare("key results")
    for _ in 0..<2 {
      #expect(grove_step(bounded.handle) == GROVE_LIMIT.code)
      #expect(string(grove_error_id(raw(bounded.handle), 0)) == "GRV0610")
    }
    #expect(grove_column_count(bounded.handle) == 0)
    #expect(grove_reset(bounded.handle) == GROVE_OK.code)
    #expect(grove_step(bounded.handle) == GROVE_LIMIT.code)
    #expect(grove_step(before.handle) == GROVE_ROW.code)
    #expect(grove_set_limit(graph.handle, ticks, -1) == GROVE_OK.code)
    #expect(graph.prepare("key results").rows().count == 3)
  }

  @Test("a statement that was cancelled stays so until it is reset")
  func cancelled() {
    let statement = OpenGraph().prepare("key results")
    #expect(grove_cancel(statement.handle) == GROVE_OK.code)
    for _ in 0..<2 { #expect(grove_step(statement.handle) == GROVE_CANCELLED.code) }
    #expect(string(grove_error_id(raw(statement.handle), 0)) == "GRV0614")
    #expect(grove_reset(statement.handle) == GROVE_OK.code)
    #expect(statement.rows().count == 3)
  }

  @Test("another thread stops a long run, and meanwhile the statement is busy")
  func cancelledFromAnotherThread() {
    let goals =
      "objectives:\n"
      + (0..<2000).map { "  - {id: O\($0), title: goal \($0), due: 2026-06-30}\n" }.joined()
    let graph = OpenGraph(goals)
    let statement = graph.prepare("goals | where count(goals where due = outer.due) > 1 | count")
    let ended = Atomic<Bool>(false)
    let code = Atomic<Int32>(0)
    let thread = TestThread(stackBytes: 1 << 18) {
      code.store(grove_step(statement.handle), ordering: .relaxed)
      ended.store(true, ordering: .releasing)
    }
    while grove_next_answer(statement.handle) != GROVE_BUSY.code {
      if ended.load(ordering: .acquiring) { break }
    }
    #expect(grove_cancel(statement.handle) == GROVE_OK.code)
    thread.join()
    // A machine that was quick enough has the answer before it is told to stop.
    // and one that asks between its calls finds it busy.
    let ends = [GROVE_CANCELLED.code, GROVE_ROW.code, GROVE_BUSY.code]
    #expect(ends.contains(code.load(ordering: .relaxed)))
    #expect(grove_reset(statement.handle) == GROVE_OK.code)
  }

  @Test("threads ask one graph at once, each with its statement, and get what one would")
  func threads() {
    let graph = OpenGraph()
    let query = "key results | sort by progress | show id, progress, status"
    let alone = graph.prepare(query).rows()
    let agreed = Atomic<Int>(0)
    let threads = (0..<8).map { number in
      TestThread(stackBytes: 1 << 18) {
        for _ in 0..<20 {
          if number % 2 == 0 { _ = graph.code("nonsense here") }
          if graph.prepare(query).rows() == alone { agreed.add(1, ordering: .relaxed) }
        }
      }
    }
    threads.forEach { $0.join() }
    #expect(agreed.load(ordering: .relaxed) == 160)
  }

  /// The second is just more than what a build without optimisation wants of a caller.
  @Test(
    "the deepest text that is accepted runs beside a stack that is small and on one that is not",
    arguments: [1 << 16, (12 << 20) + (1 << 16)])
  func deepestText(stackBytes: Int) {
    let graph = OpenGraph()
    let brackets = String(repeating: "(", count: 199) + "1" + String(repeating: ")", count: 199)
    let negations =
      "goals | where " + String(repeating: "not (", count: 150) + "progress > 1%"
      + String(repeating: ")", count: 150)
    let tooDeep = String(repeating: "[", count: 10_000)
    let codes = Mutex<[Int32]>([])
    TestThread(stackBytes: stackBytes) {
      for text in [brackets, negations, tooDeep] {
        var statement: OpaquePointer?
        let prepared = text.withCString { grove_prepare(graph.handle, $0, -1, &statement) }
        let stepped = statement == nil ? 0 : grove_step(statement)
        _ = grove_finalize(statement)
        codes.withLock { $0 += [prepared, stepped] }
      }
    }.join()
    let row = GROVE_ROW.code
    #expect(codes.withLock { $0 } == [0, row, 0, row, GROVE_LIMIT.code, 0])
  }
}

/// A thread with a stack of so many bytes.
struct TestThread {
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  #if canImport(Darwin)
    private var thread: pthread_t?
  #else
    private var thread = pthread_t()
  #endif

  init(stackBytes: Int, _ body: @escaping @Sendable () -> Void) {
    start(stackBytes, Work(body))
  }

  private mutating func start(_ stackBytes: Int, _ work: Work) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stackBytes)
    let context = Unmanaged.passRetained(work).toOpaque()
    let status = pthread_create(&thread, &attributes, { TestThread.work($0) }, context)
    pthread_attr_destroy(&attributes)
    #expect(status == 0)
  }

  private static func work(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
    return nil
  }

  func join() {
    #if canImport(Darwin)
      if let thread { pthread_join(thread, nil) }
    #else
      pthread_join(thread, nil)
    #endif
  }
}
