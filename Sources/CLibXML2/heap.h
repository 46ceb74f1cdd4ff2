// The C fence around glibc's malloc options, which Swift's Glibc lacks; kmem alone imports it.
#ifndef KMEM_HEAP_H
#define KMEM_HEAP_H

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// Makes room on the heap at once, on huge pages where the kernel gives them: a page fault for every 4 KiB of a session's columns is a
// seventh of a short report's time. Where the kernel gives none, or the room is refused, the heap works as ever.
static inline void kmem_heap_reserve(size_t room, size_t block) {
  const uintptr_t huge = 2 << 20;
  uintptr_t begin = (uintptr_t)sbrk(0);
  // Larger blocks go back to the system as soon as they are free; the heap's own end stays.
  mallopt(M_MMAP_THRESHOLD, (int)block);
  mallopt(M_TRIM_THRESHOLD, (int)(2 * room));
  mallopt(M_TOP_PAD, (int)room);
  // More than there is room for, so that the heap has to grow; volatile, or the compiler would leave both calls out.
  void *volatile grown = malloc(block / 2);
  free(grown);
  mallopt(M_TOP_PAD, 128 << 10);
  uintptr_t end = (uintptr_t)sbrk(0) & ~(huge - 1);
  begin = (begin + huge - 1) & ~(huge - 1);
  if (begin < end) madvise((void *)begin, end - begin, MADV_HUGEPAGE);
}

#endif
