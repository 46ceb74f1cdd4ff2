import KernelMemory
import Testing

@testable import Report

struct OwnerNounTests {
  @Test(arguments: [
    (OwnerList.Kind.slab, "object"), (.vmalloc, "area"), (.threads, "thread"), (.pageTables, "process"),
    (.cgroups, "cgroup"),
    (.processMemory, "process"), (.descriptors, "descriptor"), (.codeLines, "allocation"), (.sharedMemory, "attached"),
  ])
  func oneOfThem(_ kind: OwnerList.Kind, _ word: String) { #expect(kind.one == word) }
}
