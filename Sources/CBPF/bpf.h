// The C fence around bpf(2), which glibc has no function for; Capture alone imports it. Nothing here loads or changes anything.
#ifndef KMEM_BPF_H
#define KMEM_BPF_H

#include <linux/bpf.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct kmem_bpf_map {
  unsigned int type, value_size, max_entries, flags;
  char name[BPF_OBJ_NAME_LEN + 1];
};

// The id after `id` of maps, or of programs; 0 after the last, or where it is not allowed.
static inline unsigned int kmem_bpf_next(int of_programs, unsigned int id) {
  union bpf_attr attr;
  memset(&attr, 0, sizeof attr);
  attr.start_id = id;
  long result = syscall(SYS_bpf, of_programs ? BPF_PROG_GET_NEXT_ID : BPF_MAP_GET_NEXT_ID, &attr, sizeof attr);
  return result < 0 ? 0 : attr.next_id;
}

// What a map is; 0 where that cannot be found out.
static inline int kmem_bpf_describe(unsigned int id, struct kmem_bpf_map *map) {
  union bpf_attr attr;
  struct bpf_map_info info;
  memset(&attr, 0, sizeof attr);
  memset(&info, 0, sizeof info);
  attr.map_id = id;
  int file = (int)syscall(SYS_bpf, BPF_MAP_GET_FD_BY_ID, &attr, sizeof attr);
  if (file < 0) return 0;
  memset(&attr, 0, sizeof attr);
  attr.info.bpf_fd = (unsigned int)file;
  attr.info.info_len = sizeof info;
  attr.info.info = (unsigned long)&info;
  long result = syscall(SYS_bpf, BPF_OBJ_GET_INFO_BY_FD, &attr, sizeof attr);
  close(file);
  if (result < 0) return 0;
  map->type = info.type;
  map->value_size = info.value_size;
  map->max_entries = info.max_entries;
  map->flags = info.map_flags;
  memcpy(map->name, info.name, BPF_OBJ_NAME_LEN);
  map->name[BPF_OBJ_NAME_LEN] = 0;
  return 1;
}

#endif
