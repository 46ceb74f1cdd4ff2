import KernelMemory

/// The disjoint parts of kernel memory that can be stacked without counting a page twice.
struct Bands {
  /// One part.
  struct Band {
    let dimension: Dimension
    /// `VmallocUsed without stacks` where the stacks were taken out, else the kernel's name.
    let name: String
    /// kB, one a sample; absent as in the session.
    let column: Column

    /// Whether nothing was taken out.
    var isWhole: Bool { name == dimension.name }
  }

  /// From the bottom up; dimensions that the session lacks are left out.
  let bands: [Band]

  /// How overlaps were dealt with, a sentence.
  let note: String

  /// Takes the thread stacks out of VmallocUsed where they are known to lie inside; where that is unknown, KernelStack is
  /// not stacked.
  init(_ session: Session) {
    let columns = Dimension.bands.compactMap { dimension in
      session.column(dimension.name).flatMap { $0.first == nil ? nil : (dimension, $0) }
    }
    let vmalloc = columns.first { $0.0 == .vmallocUsed }?.1
    let stack = columns.first { $0.0 == .kernelStack }?.1
    guard let vmalloc, let stack else {
      bands = columns.map { Band(dimension: $0.0, name: $0.0.name, column: $0.1) }
      note = "The bands do not overlap."
      return
    }
    switch Bands.holdsStacks(session, vmalloc, stack) {
    case true?:
      let values = Bands.difference(vmalloc.values.span, stack.values.span)
      bands = columns.map { dimension, column in
        guard dimension == .vmallocUsed else { return Band(dimension: dimension, name: dimension.name, column: column) }
        return Band(dimension: dimension, name: "Vmalloc − stacks", column: Column(name: column.name, values: values))
      }
      note =
        "Stacked without overlap: thread stacks lie inside VmallocUsed on this kernel (VMAP_STACK) and are drawn once, as KernelStack."
    case false?:
      bands = columns.map { Band(dimension: $0.0, name: $0.0.name, column: $0.1) }
      note = "Stacked without overlap: thread stacks lie outside VmallocUsed on this kernel."
    case nil:
      bands = columns.filter { $0.0 != .kernelStack }.map { Band(dimension: $0.0, name: $0.0.name, column: $0.1) }
      note =
        "The source does not tell whether thread stacks lie inside VmallocUsed (VMAP_STACK), so KernelStack is left out of the stack; its own chart is below."
    }
  }

  /// The first values less the second, at least 0; the first where one is absent.
  private static func difference(_ whole: Span<Int64>, _ part: Span<Int64>) -> [Int64] {
    let absent = Column.absent
    return [Int64](capacity: whole.count) { rest in
      for index in whole.indices {
        let isAbsent = whole[index] == absent || part[index] == absent
        rest.append(isAbsent ? whole[index] : max(0, whole[index] &- part[index]))
      }
    }
  }

  /// What the header says; else false where stacks were ever larger than VmallocUsed; else unknown.
  private static func holdsStacks(_ session: Session, _ vmalloc: Column, _ stack: Column) -> Bool? {
    if let known = session.header.host.vmapStack.value { return known }
    let isLarger = zip(vmalloc.values, stack.values).contains { $0 != Column.absent && $1 != Column.absent && $1 > $0 }
    return isLarger ? false : nil
  }
}
