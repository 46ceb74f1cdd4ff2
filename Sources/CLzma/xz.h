// The C fence around liblzma: Storage alone imports it. The library is opened when an input is xz, and nothing is linked, so that
// kmem starts without it.
#ifndef KMEM_XZ_H
#define KMEM_XZ_H

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// What version 5 of the library's interface has in a stream (lzma/base.h), with room for what only the library uses.
struct kmem_xz {
  const uint8_t *next_in;
  size_t avail_in;
  uint64_t total_in;
  uint8_t *next_out;
  size_t avail_out;
  uint64_t total_out;
  uint64_t own[32];
  int (*code)(void *stream, int action);
  void (*end)(void *stream);
};

enum { KMEM_XZ_OK = 0, KMEM_XZ_END = 1, KMEM_XZ_MEMORY = 5, KMEM_XZ_LIMIT = 6, KMEM_XZ_FULL = 10, KMEM_XZ_MISSING = -1 };

// Prepares to unpack any number of xz streams one after the other, in at most so many bytes of memory.
static inline int kmem_xz_start(struct kmem_xz *stream, const char *library, uint64_t memory) {
  memset(stream, 0, sizeof *stream);
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return KMEM_XZ_MISSING;
  int (*start)(void *, uint64_t, uint32_t) = (int (*)(void *, uint64_t, uint32_t))dlsym(handle, "lzma_stream_decoder");
  stream->code = (int (*)(void *, int))dlsym(handle, "lzma_code");
  stream->end = (void (*)(void *))dlsym(handle, "lzma_end");
  if (!start || !stream->code || !stream->end) return KMEM_XZ_MISSING;
  return start(stream, memory, 8);
}

static inline int kmem_xz_step(struct kmem_xz *stream, int is_end) { return stream->code(stream, is_end ? 3 : 0); }

static inline void kmem_xz_stop(struct kmem_xz *stream) {
  if (stream->end) stream->end(stream);
}

#endif
