# Imports a session's five dimensions into a round-robin database and draws them, as rrdtool's users do: rrd.sh SESSION SECONDS FOLDER
set -euo pipefail
file=$1 count=$2 rrd=$3/b.rrd
rm -f "$rrd"
rrdtool create "$rrd" --start 1795387000 --step 1 DS:slab:GAUGE:10:0:U DS:vmalloc:GAUGE:10:0:U DS:stack:GAUGE:10:0:U \
  DS:tables:GAUGE:10:0:U DS:percpu:GAUGE:10:0:U RRA:AVERAGE:0.5:1:"$count"
awk -F, -v rrd="$rrd" 'NR > 1 { row = row " " int(substr($1, 2) / 1000) ":" $4 ":" $5 ":" $6 ":" $7 ":" $8
  if (NR % 500 == 0) { print "update " rrd row; row = "" } } END { if (row) print "update " rrd row }' "$file" | rrdtool - >/dev/null
rrdtool graph "$3/r.svg" --imgformat SVG --width 1000 --height 400 --start 1795387029 --end $((1795387029 + count)) \
  DEF:a="$rrd":slab:AVERAGE DEF:b="$rrd":vmalloc:AVERAGE DEF:c="$rrd":stack:AVERAGE DEF:d="$rrd":tables:AVERAGE \
  DEF:e="$rrd":percpu:AVERAGE AREA:a#0072B2:Slab AREA:b#56B4E9:VmallocUsed:STACK AREA:c#009E73:KernelStack:STACK \
  AREA:d#E69F00:PageTables:STACK AREA:e#CC79A7:Percpu:STACK >/dev/null
