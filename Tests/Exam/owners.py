#!/usr/bin/env python3
"""Asks of the recorded incidents who is named as the first owner, and prints a table: owners.py KMEM Fixtures/Incidents

`owners.jsonl` holds the top of slabinfo (name, KiB, objects, bytes an object) and of vmallocinfo (caller, KiB, areas) at the start, the peak
and the end of each. They are given to kmem as snapshots of the owners beside the recorded samples; what it names first is held against what the
injector took.
"""
import json, os, subprocess, sys, tempfile

STACKS = ("alloc_thread_stack_node", "dup_task_struct", "kernel_clone", "copy_process", "fork_idle")
RECLAIMABLE = ("dentry", "ext4_inode_cache", "inode_cache", "proc_inode_cache", "sock_inode_cache", "buffer_head",
               "radix_tree_node", "extent_status", "ext4_extent_status", "kmalloc-rcl", "lsm_inode_cache_rcl")

# What an injector takes, by counter: the names of its own objects, any of which may come first.
OBJECTS = {
    "negdentry": {"SReclaimable": ("dentry",), "Slab": ("dentry",)},
    "udp": {"SReclaimable": ("sock_inode_cache", "dentry"), "SUnreclaim": ("UDP",), "Slab": ("UDP",)},
    "thread": {"VmallocUsed": ("thread stacks",), "SUnreclaim": ("task_struct",), "Slab": ("task_struct",)},
    "bpfhash": {"VmallocUsed": ("htab_map_alloc", "bpf_map_area_alloc")},
    "bpfpcarray": {"VmallocUsed": ("per-CPU metadata",)},
    "epoll": {"SUnreclaim": ("eventpoll_epi", "eventpoll_pwq"), "Slab": ("eventpoll_epi", "eventpoll_pwq")},
    "walk": {"SReclaimable": ("ext4_inode_cache", "dentry", "inode_cache"), "Slab": ("ext4_inode_cache", "inode_cache")},
    "netns": {"SUnreclaim": ("kmalloc-", "net_namespace", "kernfs_node_cache"),
              "Slab": ("kmalloc-", "net_namespace", "kernfs_node_cache")},
    "filelock": {"SUnreclaim": ("file_lock_cache", "file_lock"), "Slab": ("file_lock_cache", "file_lock")},
    "eventfd": {"SUnreclaim": ("filp", "kmalloc-", "eventfd"), "SReclaimable": ("dentry", "kmalloc-rcl"),
                "Slab": ("filp", "dentry")},
    "cgroup": {"SUnreclaim": ("kmalloc-", "kernfs_node_cache", "cgroup", "percpu"),
               "Slab": ("kmalloc-", "kernfs_node_cache")},
    "zombiecg": {"SUnreclaim": ("kmalloc-", "kernfs_node_cache"), "Slab": ("kmalloc-", "kernfs_node_cache")},
    "key": {"SUnreclaim": ("key_jar", "kmalloc-"), "Slab": ("key_jar", "kmalloc-")},
    "packetring": {"VmallocUsed": ("alloc_one_pg_vec_page", "packet_set_ring", "alloc_pg_vec")},
}


# SLUB lets caches of like objects share slabs and lists one name for them; these snapshots lack /sys/kernel/slab, which tells the others.
SHARED = {("q04_udp_socket_leak", "UDP"): "signal_cache", ("q13_key_plateau", "key_jar"): "maple_node"}


def slab(rows):
    owners = [[name, kib, count, min(kib, count * size // 1024), 1 if name.startswith(RECLAIMABLE) else 0]
              for name, kib, count, size in rows]
    # What is not among the largest 15 at the start counts as nothing then.
    return {"kind": "slab", "columns": ["name", "kib", "count", "used_kib", "reclaimable"], "owners": owners, "rest": [0, 0]}


def vmalloc(rows):
    sums = {}
    for caller, pages, areas in rows:
        name = "thread stacks" if caller in STACKS else "per-CPU metadata" if caller.startswith("pcpu_") else caller
        kib, count = sums.get(name, (0, 0))
        sums[name] = (kib + pages, count + areas)
    owners = [[name, kib, count] for name, (kib, count) in sorted(sums.items())]
    return {"kind": "vmalloc", "columns": ["name", "kib", "count"], "owners": owners, "rest": [0, 0]}


def findings(kmem, log, snapshots):
    with tempfile.TemporaryDirectory() as place:
        session = os.path.join(place, "s.jsonl")
        subprocess.run([kmem, "import", "meminfo", log, "-o", session], check=True, stderr=subprocess.DEVNULL)
        with open(session, "a") as out:
            for number, snapshot in enumerate(snapshots):
                lists = [make(snapshot[name]) for name, make in (("slab", slab), ("vmalloc", vmalloc)) if name in snapshot]
                event = {"event": "owners", "time": snapshot["time"], "reason": "start" if number == 0 else "period",
                         "facts": {}, "lists": lists, "remarks": []}
                out.write(json.dumps(event, separators=(",", ":")) + "\n")
        report = subprocess.run([kmem, "report", session, "--format", "json", "-o", "-"], check=True, capture_output=True)
        return json.loads(report.stdout)


def main(kmem, folder):
    right = asked = 0
    with open(os.path.join(folder, "owners.jsonl")) as lines:
        incidents = [json.loads(line) for line in lines]
    for incident in incidents:
        name = incident["id"]
        with open(os.path.join(folder, name + ".truth.json")) as text:
            truth = json.load(text)
        injectors = [entry["command"].split()[1] for entry in truth["injected"] if entry["command"].startswith("kinj ")]
        for finding in findings(kmem, os.path.join(folder, name + ".log.gz"), incident["snapshots"])["dimensions"]:
            counter = finding["dimension"]
            wanted = [thing for injector in injectors for thing in OBJECTS.get(injector, {}).get(counter, ())]
            wanted += [SHARED[name, thing] for thing in wanted if (name, thing) in SHARED]
            if counter not in truth["truth"]["affected"] or not wanted or not finding["owners"]:
                continue
            first = finding["owners"][0]
            is_right = first["name"].startswith(tuple(wanted))
            asked += 1
            right += is_right
            share = first["share_of_change"]
            print(f"{'   ' if is_right else 'NOT'} {name:32} {counter:13} {first['name']:20} {first['change_kib']:8} KiB"
                  f" {'' if share is None else format(share, '5.0%')}" + ("" if is_right else f"  wanted {wanted}"))
    print(f"first owner right: {right} of {asked}")
    return 0 if right == asked else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
