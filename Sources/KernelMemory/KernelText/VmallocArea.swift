/// An area of vmalloc's address space as a line of /proc/vmallocinfo describes it (`mm/vmalloc.c`, `vmalloc_info_show`).
///
/// `0xffffc90000000000-0xffffc90000005000   20480 kernel_clone+0x94/0x3e0 pages=4 vmalloc N0=4`
package struct VmallocArea: Sendable, Hashable {
  /// The functions that are named as callers for thread stacks, from 4.9 to today.
  ///
  /// `__vmalloc_node_range` remembers the caller of the allocating function, which inlining moves up to the fork itself.
  /// Idle tasks, io_uring's and vhost's workers are forked by functions of their own (`kernel/fork.c`).
  package static let stackCallers = [
    "alloc_thread_stack_node", "dup_task_struct", "copy_process", "kernel_clone", "_do_fork", "fork_idle",
    "create_io_thread", "vhost_task_create",
  ]

  /// The function that asked for the area, without its offset.
  package var caller: String

  /// The module that the function is of, in brackets; nil for the kernel's own.
  package var module: String?

  /// The pages that the area holds.
  package var pages: Int64

  /// The row that all callers for thread stacks go to.
  package static let stacks = "thread stacks"
  /// The row that the per-CPU allocator's own tables go to.
  package static let percpu = "per-CPU metadata"

  /// Whom the area is counted for: the caller with its module, or one row for all that fork threads, and one for the per-CPU allocator.
  package var owner: String {
    if VmallocArea.stackCallers.contains(caller) { return VmallocArea.stacks }
    if caller.hasPrefix("pcpu_") { return VmallocArea.percpu }
    return module.map { caller + " " + $0 } ?? caller
  }

  /// The last caller's text, which most lines repeat: thread stacks stand one behind the other.
  package typealias Caller = (bytes: [UInt8], text: String)

  /// Reads a line; nil for areas that vmalloc did not fill (vmap, ioremap, the per-CPU allocator's), which hold no pages of their own,
  /// for areas on their way, which have no caller, and for what is no such line.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - last: The caller of the line before; becomes this one's.
  package init?(_ line: inout FieldScanner, reusing last: inout Caller) {
    line.skip(2)
    guard let place = line.word(reusing: &last) else { return nil }
    var module: String?
    var pages: Int64?
    var isVmalloc = false
    while !line.isAtEnd {
      if let number = line.number(after: "pages=") {
        pages = number
      } else if line.take("vmalloc") {
        isVmalloc = true
      } else if module == nil, line.begins(with: UInt8(ascii: "[")), let word = line.word() {
        module = word
      } else {
        line.skip()
      }
    }
    guard let pages, isVmalloc else { return nil }
    caller = place.firstIndex(of: "+").map { String(place[..<$0]) } ?? place
    self.module = module
    self.pages = pages
  }
}
