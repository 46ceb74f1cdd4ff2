// The C fence around zlib: Storage alone imports it.
#ifndef KMEM_GZIP_H
#define KMEM_GZIP_H

#include <zlib.h>

// Swift cannot call zlib's function-like macros, so each one that is needed has a function here.
static inline int kmem_inflate_gzip_start(z_streamp stream) { return inflateInit2(stream, 15 + 16); }
static inline int kmem_deflate_gzip_start(z_streamp stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

#endif
