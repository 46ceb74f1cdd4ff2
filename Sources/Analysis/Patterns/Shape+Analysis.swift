public import KernelMemory

/// Says what a series does: pattern, trend, events and change points.
public func analyse(_ series: Series) -> Shape {
  Shape(pattern: .insufficient)
}
