import KernelMemory

@testable import Analysis

extension RuleTests {
  /// Of what is left to use.
  static let supply: [Case] = [
    Case(
      rule: "supply-falls", dimension: .memAvailable, speaks: falling(to: 6_000_000), verdict: .problem,
      words: "is gone in 4 to 6 hours. Processes took it: AnonPages changed by +1.91 GiB meanwhile.",
      silent: falling(to: 8_100_000)),
    Case(
      rule: "little-available", dimension: .memAvailable,
      speaks: level(["MemAvailable": 300_000, "AnonPages": 14_000_000, "SUnreclaim": 100_000]), verdict: .problem,
      words:
        "Only 293 MiB, 1.8 % of the RAM outside huge pages, is available; processes hold 13.4 GiB (AnonPages), the kernel 97.7 MiB that",
      silent: level(["MemAvailable": 800_000])),
    Case(
      rule: "huge-pages-grew", dimension: .memAvailable,
      speaks: Given(columns: ["HugePages_Total": [0, 512], "Hugepagesize": [2048]]), verdict: .normal,
      words: "Pools of huge pages grew by 1.00 GiB to 1.00 GiB, 6.3 % of RAM",
      silent: Given(columns: ["HugePages_Total": [512], "Hugepagesize": [2048]])),
    Case(
      rule: "huge-pages", dimension: .memAvailable, speaks: level(["Hugetlb": 8_388_608]), verdict: .normal,
      words: "Pools of huge pages hold 8.00 GiB, 50 % of RAM", silent: level(["Hugetlb": 2_000_000])),
    Case(
      rule: "supply-declines", dimension: .memAvailable, speaks: declining([1_000_000, 850_000]), verdict: .watch,
      words: "15 % of what was left; the rest is gone in 10 to 13 hours", silent: declining([8_388_608, 7_000_000])),
    Case(
      rule: "supply-lost", dimension: .memAvailable,
      speaks: Given(columns: ["MemAvailable": [11_000_000, 1_100_000], "Shmem": [0, 9_500_000]]), verdict: .watch,
      words:
        "from 10.5 GiB to 1.05 GiB: 90 % of what was left at the start is gone and has not come back. Shared memory and tmpfs took it: Shmem changed by +9.06 GiB",
      silent: Given(columns: ["MemAvailable": [11_000_000, 1_100_000, 9_000_000]])),
    Case(
      rule: "swap-fills", dimension: .memAvailable,
      speaks: Given(columns: ["SwapTotal": [4_194_304], "SwapFree": [4_194_304, 200_000]]), verdict: .watch,
      words: "Only 195 MiB of 4.00 GiB of swap, 4.8 %, is free, 3.81 GiB less than at the start",
      silent: Given(columns: ["SwapTotal": [4_194_304], "SwapFree": [200_000]])),
    Case(
      rule: "ram-changed", dimension: .memAvailable, speaks: Given(columns: ["MemTotal": [16_777_216, 12_582_912]]),
      verdict: .watch, words: "MemTotal went from 16.0 GiB to 12.0 GiB, -4.00 GiB",
      silent: Given(columns: ["MemTotal": [16_777_216, 16_700_000]])),
    Case(
      rule: "between-ends", dimension: .sUnreclaim,
      speaks: Given(
        columns: ["SUnreclaim": [100_000, 2_300_000], "MemAvailable": [8_388_608, 6_000_000]],
        patterns: [.sUnreclaim: .insufficient]), verdict: .problem,
      words:
        "took 92 % of the 2.28 GiB that MemAvailable lost. At that rate the 5.72 GiB that are left are gone in 5 to 6",
      silent: leak(.sUnreclaim, by: 2_300_000)),
  ]

  private static func falling(to last: Int64) -> Given {
    Given(columns: ["MemAvailable": [8_388_608, last], "AnonPages": [1_000_000, 3_000_000]], falls: [.memAvailable])
  }

  private static func declining(_ supply: [Int64]) -> Given {
    Given(columns: ["MemAvailable": supply], falls: [.memAvailable], patterns: [.memAvailable: .decline])
  }
}
