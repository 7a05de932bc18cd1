// Every formula against numbers worked out by hand.

import Grove
import Testing

@Suite struct ProgressTests {
  @Test(
    "progress is the share of the way from baseline to target",
    arguments: [
      (0.0, 11, 3.3, 0.3), (100, 500, 220, 0.3), (10, 5, 8, 0.4), (400, 100, 100, 1),
      (0, 10, -3, -0.3), (0, 10, 26.1, 2.61), (50, 100, 50, 0),
    ])
  func moving(baseline: Double, target: Double, current: Double, expected: Double) {
    let decreases = target < baseline
    #expect(
      Progress.moving(
        baseline: baseline, target: target, current: current, decreases: decreases) == expected)
  }

  @Test("without a baseline an increase starts from 0, a decrease is missing")
  func noBaseline() {
    #expect(
      Progress.moving(baseline: .nan, target: 10, current: 4, decreases: false) == 0.4)
    #expect(
      Progress.moving(baseline: .nan, target: 10, current: 4, decreases: true).isNaN)
  }

  @Test("what cannot be computed is missing")
  func missing() {
    #expect(Progress.moving(baseline: 5, target: 5, current: 5, decreases: false).isNaN)
    #expect(Progress.moving(baseline: 0, target: .nan, current: 5, decreases: false).isNaN)
    #expect(Progress.moving(baseline: 0, target: 5, current: .nan, decreases: false).isNaN)
    #expect(
      Progress.moving(baseline: -1e308, target: 1e308, current: 1e308, decreases: false).isNaN)
  }

  @Test("a kept value holds up to and on its bound")
  func holds() {
    let nan = Double.nan
    #expect(Progress.holds(90, .atLeast, target: 90, low: nan, high: nan) == true)
    #expect(Progress.holds(89.9, .atLeast, target: 90, low: nan, high: nan) == false)
    #expect(Progress.holds(40, .atMost, target: 40, low: nan, high: nan) == true)
    #expect(Progress.holds(40.1, .atMost, target: 40, low: nan, high: nan) == false)
    #expect(Progress.holds(20, .between, target: nan, low: 20, high: 30) == true)
    #expect(Progress.holds(31, .between, target: nan, low: 20, high: 30) == false)
    #expect(Progress.holds(5, .atMost, target: nan, low: nan, high: 6) == true)
    #expect(Progress.holds(nan, .atMost, target: 40, low: nan, high: nan) == nil)
    #expect(Progress.holds(5, .between, target: 5, low: nan, high: nan) == nil)
    #expect(Progress.holds(5, .increase, target: 5, low: nan, high: nan) == nil)
  }

  @Test(
    "the distance of an at-most value is 2 - c/t",
    arguments: [
      (0.8, 1.0, 1.2), (1.5, 1, 0.5), (1.75, 1, 0.25), (1, 1, 1), (0, 0, 1), (0.1, 0, 0),
    ])
  func distanceAtMost(value: Double, target: Double, expected: Double) {
    #expect(Progress.distance(value, .atMost, target: target) == expected)
  }

  @Test(
    "the distance of an at-least value is c/t",
    arguments: [
      (45.0, 90.0, 0.5), (99, 90, 1.1), (0, 0, 1), (-1, 0, 0),
    ])
  func distanceAtLeast(value: Double, target: Double, expected: Double) {
    #expect(Progress.distance(value, .atLeast, target: target) == expected)
  }

  @Test("steps count by their weights, or alike when they have none")
  func milestones() {
    #expect(Progress.milestones([(.nan, true), (.nan, true), (.nan, false)]) == 0.666666667)
    #expect(Progress.milestones([(20, true), (20, false), (60, true)]) == 0.8)
    #expect(Progress.milestones([(-5, true), (1, false)]) == 0)
    #expect(Progress.milestones([]).isNaN)
    #expect(Progress.milestones([(0, true)]).isNaN)
  }

  @Test(
    "zones begin at 0.3, 0.7 and 1.0 of the way to the stretch value",
    arguments: [
      (29.0, Zone.fail), (30, .commit), (69, .commit), (70, .target), (99, .target),
      (100, .stretch), (-5, .fail),
    ])
  func zones(value: Double, zone: Zone) {
    #expect(Progress.zone(value, baseline: 0, stretch: 100) == zone)
  }

  @Test("ratios are rounded to nine decimals, and 0 has no sign")
  func rounding() {
    #expect(Ratio.rounded(0.1 + 0.2) == 0.3)
    #expect(Ratio.of(1, 3) == 0.333333333)
    #expect(Ratio.rounded(-1e-12).sign == .plus)
    #expect(Ratio.rounded(.infinity).isNaN)
    #expect(Ratio.rounded(1e300) == 1e300)
    #expect(Ratio.of(1, 0).isNaN)
    #expect(Ratio.clamped(-0.5) == 0)
    #expect(Ratio.clamped(1.5) == 1)
    #expect(Ratio.clamped(.nan).isNaN)
  }

  @Test("a roll-up is the weighted mean of clamped progress")
  func rollUp() {
    var rollUp = RollUp(missing: .zero)
    rollUp.add(progress: 2, weight: 1)
    rollUp.add(progress: -1, weight: 1)
    rollUp.add(progress: 0.5, weight: 2)
    #expect(rollUp.progress == 0.5)
  }

  @Test("a child without progress counts as 0, is skipped, or makes the whole missing")
  func rollUpMissing() {
    func progress(_ policy: MissingInRollUp) -> Double {
      var rollUp = RollUp(missing: policy)
      rollUp.add(progress: 0.8, weight: .nan)
      rollUp.add(progress: .nan, weight: .nan)
      return rollUp.progress
    }
    #expect(progress(.zero) == 0.4)
    #expect(progress(.skip) == 0.8)
    #expect(progress(.missing).isNaN)
  }

  @Test("nothing that counts gives no progress")
  func rollUpOfNothing() {
    var rollUp = RollUp(missing: .missing)
    #expect(rollUp.progress.isNaN)
    rollUp.add(progress: 0.5, weight: 0)
    rollUp.add(progress: .nan, weight: 0)
    rollUp.add(progress: 0.5, weight: -3)
    #expect(rollUp.progress.isNaN)
  }
}

@Suite struct PaceTests {
  @Test(
    "time is over from 0 on the first day to 1 on the last",
    arguments: [
      (-5, 0.0), (0, 0), (45, 0.5), (90, 1), (120, 1),
    ])
  func elapsed(today: Int32, expected: Double) {
    #expect(Pace.elapsed(start: 0, due: 90, today: today) == expected)
  }

  @Test("a goal of one day is over on it; one that ends before it starts has no pace")
  func elapsedEdges() {
    #expect(Pace.elapsed(start: 5, due: 5, today: 4) == 0)
    #expect(Pace.elapsed(start: 5, due: 5, today: 5) == 1)
    #expect(Pace.elapsed(start: 6, due: 5, today: 5).isNaN)
    #expect(Pace.elapsed(start: .min, due: 5, today: 5).isNaN)
    #expect(Pace.elapsed(start: 5, due: .min, today: 5).isNaN)
  }

  @Test("the needed rate is the rest over the weeks left")
  func neededRate() {
    #expect(
      Pace.neededRate(target: 100, current: 30, decreases: false, due: 70, today: 0) == 7)
    #expect(
      Pace.neededRate(target: 10, current: 30, decreases: true, due: 14, today: 0) == -10)
    #expect(Pace.neededRate(target: 100, current: 120, decreases: false, due: 7, today: 0) == 0)
    #expect(Pace.neededRate(target: 10, current: 5, decreases: true, due: 7, today: 0) == 0)
    #expect(
      Pace.neededRate(target: 100, current: 30, decreases: false, due: 7, today: 7).isNaN)
    #expect(
      Pace.neededRate(target: .nan, current: 30, decreases: false, due: 7, today: 0).isNaN)
  }

  @Test("the actual rate is the way made over the weeks gone, to the last day at most")
  func actualRate() {
    #expect(Pace.actualRate(baseline: 10, current: 30, start: 0, due: 90, today: 28) == 5)
    #expect(Pace.actualRate(baseline: 0, current: 20, start: 0, due: 14, today: 140) == 10)
    #expect(Pace.actualRate(baseline: 10, current: 30, start: 28, due: 90, today: 28).isNaN)
    #expect(Pace.actualRate(baseline: 10, current: 4, start: 0, due: .min, today: 7) == -6)
  }

  @Test("intervals of a cadence end within the goal's days")
  func cadence() {
    let start = CivilDate(dayNumber: 0)
    let weekly = Cadence.every(CalendarDuration(days: 7))
    func count(_ cadence: Cadence, _ last: Int32) -> Int {
      cadence.intervals(from: start, through: CivilDate(dayNumber: last)).count
    }
    #expect(count(weekly, 90) == 13)
    #expect(count(weekly, 5) == 0)
    #expect(count(weekly, 6) == 1)
    #expect(count(weekly, -20) == 0)
    #expect(count(.irregular, 90) == 0)
    let monthly = Cadence.every(CalendarDuration(months: 1))
    #expect(count(monthly, 30) == 1)
    #expect(count(monthly, 29) == 0)
    #expect(count(monthly, 364) == 12)
    let months = monthly.intervals(from: start, through: CivilDate(dayNumber: 364))
    #expect(
      [-1, 0, 30, 31, 58, 59, 364, 365].map { months.interval(of: $0) }
        == [nil, 0, 0, 1, 1, 2, 11, nil])
    let weeks = weekly.intervals(from: start, through: CivilDate(dayNumber: 90))
    #expect([-1, 0, 6, 7, 90, 91].map { weeks.interval(of: $0) } == [nil, 0, 0, 1, 12, nil])
    #expect(Cadence(CalendarDuration(days: 0)) == .irregular)
    #expect(Cadence(frequency: "hourly") == nil)
  }
}

@Suite struct StatusTests {
  private func status(
    _ policy: StatusPolicy, _ progress: Double, _ expected: Double, awaits: Bool = false,
    committed: Bool = false, canBeDone: Bool = true
  ) -> Status {
    policy.status(
      StatusPolicy.Evidence(
        progress: progress, expected: expected, awaitsValue: awaits, isCommitted: committed,
        canBeDone: canBeDone))
  }

  @Test(
    "half done with 70 % of the time gone differs by policy",
    arguments: [
      (StatusPolicy.gap, Status.atRisk), (.ratio, .onTrack), (.scorecard, .offTrack),
      (.google, .atRisk),
    ])
  func worked(policy: StatusPolicy, expected: Status) {
    #expect(status(policy, 0.5, 0.7) == expected)
  }

  @Test("65 % done with 95 % of the time gone")
  func workedLate() {
    #expect(status(.gap, 0.65, 0.95) == .offTrack)
    #expect(status(.ratio, 0.65, 0.95) == .atRisk)
  }

  @Test(
    "by gap: on track at 0, at risk to 25 points, off track beyond",
    arguments: [
      (0.5, 0.5, Status.onTrack), (0.6, 0.5, .onTrack), (0.499, 0.5, .atRisk),
      (0.25, 0.5, .atRisk), (0.249, 0.5, .offTrack),
    ])
  func gap(progress: Double, expected: Double, result: Status) {
    #expect(status(.gap, progress, expected) == result)
  }

  @Test(
    "by ratio: on track from 0.7, at risk from 0.5",
    arguments: [
      (0.7, 1.0, Status.onTrack), (0.69, 1, .atRisk), (0.5, 1, .atRisk), (0.49, 1, .offTrack),
      (0, 0, .onTrack),
    ])
  func ratio(progress: Double, expected: Double, result: Status) {
    #expect(status(.ratio, progress, expected) == result)
  }

  @Test(
    "by scorecard: on track from 0.9, at risk from 0.75",
    arguments: [
      (0.9, Status.onTrack), (0.89, .atRisk), (0.75, .atRisk), (0.74, .offTrack),
    ])
  func scorecard(progress: Double, result: Status) {
    #expect(status(.scorecard, progress, .nan) == result)
  }

  @Test(
    "by google: the score is rounded to a tenth first",
    arguments: [
      (0.65, Status.onTrack), (0.64, .atRisk), (0.35, .atRisk), (0.34, .offTrack), (-2, .offTrack),
    ])
  func google(progress: Double, result: Status) {
    #expect(status(.google, progress, .nan) == result)
  }

  @Test("by google a committed goal is on track only at 1.0")
  func googleCommitted() {
    #expect(status(.google, 0.94, .nan, committed: true) == .atRisk)
    #expect(status(.google, 0.96, .nan, committed: true) == .onTrack)
  }

  @Test("all policies agree on done, not started and unknown", arguments: StatusPolicy.allCases)
  func common(policy: StatusPolicy) {
    #expect(status(policy, 1, 0.2) == .done)
    #expect(status(policy, 1, 0.2, canBeDone: false) == .onTrack)
    #expect(status(policy, .nan, 0.5, awaits: true) == .notStarted)
    #expect(status(policy, 0, 0.5, awaits: true) == .notStarted)
    #expect(status(policy, .nan, 0.5) == .unknown)
  }

  @Test("without dates there is no pace to judge by", arguments: [StatusPolicy.gap, .ratio])
  func noDates(policy: StatusPolicy) {
    #expect(status(policy, 0.5, .nan) == .unknown)
    #expect(status(policy, 1.2, .nan) == .done)
  }

  @Test("names and statuses give each other back")
  func names() {
    for status in Status.allCases { #expect(Status(name: status.name) == status) }
    #expect(Status(name: "amber") == nil)
  }
}

@Suite struct KPIHealthTests {
  @Test(
    "a value on a boundary takes the better band",
    arguments: [
      (80.0, Health.green), (79.9, .amber), (60, .amber), (59.9, .red),
    ])
  func bands(value: Double, health: Health) {
    #expect(KPIBands(greenFrom: 80, amberFrom: 60).health(value) == health)
  }

  @Test(
    "less is better the other way round",
    arguments: [
      (5.0, Health.green), (5.1, .amber), (8, .amber), (8.1, .red),
    ])
  func bandsDown(value: Double, health: Health) {
    #expect(
      KPIBands(direction: .decrease, greenFrom: 5, amberFrom: 8).health(value) == health)
  }

  @Test(
    "without bands green begins at the target and amber at 75 % of it",
    arguments: [
      (100.0, Health.green), (99, .amber), (75, .amber), (74, .red),
    ])
  func targetOnly(value: Double, health: Health) {
    #expect(KPIBands(target: 100).health(value) == health)
  }

  @Test(
    "between two bounds green is inside, amber near the bound outside",
    arguments: [
      (20.0, Health.green), (30, .green), (16, .amber), (14, .red), (37, .amber), (38, .red),
    ])
  func between(value: Double, health: Health) {
    #expect(KPIBands(direction: .between, low: 20, high: 30).health(value) == health)
  }

  @Test("there is no health without a value or anything to judge by")
  func missing() {
    #expect(KPIBands(target: 100).health(.nan) == nil)
    #expect(KPIBands().health(5) == nil)
    #expect(KPIBands(direction: .between).health(5) == nil)
    #expect(KPIBands(amberFrom: 10).health(10) == .green)
    #expect(KPIBands(amberFrom: 10).health(9) == .red)
  }

  @Test(
    "attainment is the value against the target, also below zero",
    arguments: [
      (90.0, 100.0, Direction.increase, 0.9), (120, 100, .increase, 1.2),
      (120, 100, .decrease, 0.8), (80, 100, .decrease, 1.2), (0, 0, .atMost, 1), (1, 0, .atMost, 0),
      (-50, -100, .increase, 1.5), (-100, -100, .decrease, 1),
    ])
  func attainment(value: Double, target: Double, direction: Direction, expected: Double) {
    #expect(KPIBands(direction: direction, target: target).attainment(value) == expected)
  }
}
