(function () {
  "use strict";
  function all(root, selector) { return Array.from(root.querySelectorAll(selector)); }
  var charts = all(document, "svg.chart");
  var undo = [];
  addEventListener("beforeprint", function () {
    undo = all(document, "details:not([open])");
    undo.forEach(function (fold) { fold.open = true; });
  });
  /* A link into a fold opens it: one around its target, and one that its target is the line of. */
  function reveal() {
    var target = document.getElementById(location.hash.slice(1));
    var fold = target ? target.closest("details") || target.querySelector(":scope \u003e .anchor + details") : null;
    if (fold) { fold.open = true; }
  }
  addEventListener("hashchange", reveal);
  reveal();
  addEventListener("afterprint", function () { undo.forEach(function (fold) { fold.open = false; }); });

  /* This text is read as HTML and as XHTML, so the signs of markup cannot stand in it. */
  function less(a, b) { return Math.sign(b - a) === 1; }
  function put(part, attributes) {
    Object.keys(attributes).forEach(function (key) { part.setAttribute(key, attributes[key]); });
    return part;
  }
  function make(name, attributes) { return put(document.createElementNS("http://www.w3.org/2000/svg", name), attributes); }
  function create(name, kind, text) {
    var part = document.createElement(name);
    part.className = kind;
    part.textContent = text || "";
    return part;
  }
  function button(text, action) {
    var part = create("button", "tool", text);
    part.type = "button";
    part.addEventListener("click", action);
    return part;
  }
  function clamp(value, low, high) { return Math.max(low, Math.min(high, value)); }
  function number(chart, key) { return Number(chart.dataset[key]); }

  /* Copying, as Markdown. */
  var state = create("p", "quiet");
  put(state, { role: "status" });
  document.body.appendChild(state);
  function plain(text) {
    return text.replace(/\s+/g, " ").replace(/[\\`*_\[\]|#~\u003c\u003e]/g, "\\$\u0026");
  }
  function inline(node) {
    if (node.nodeType === 3) { return plain(node.data); }
    var name = node.localName;
    if (/^(svg|button|summary)$/.test(name)) { return ""; }
    var text = Array.from(node.childNodes).map(inline).join("");
    if (name === "code") { return "`" + node.textContent.replace(/`/g, "'") + "`"; }
    if (name === "strong") { return "**" + text + "**"; }
    if (name === "a") { return text === "\\#" ? "" : /^https:/.test(node.getAttribute("href")) ? "[" + text + "](" + node.href + ")" : text; }
    return text;
  }
  function block(node) {
    var name = node.localName;
    if (name === "summary") { return block(node.querySelector("h2")); }
    if (/^h[1-3]$/.test(name)) { return "### " + inline(node).trim() + "\n\n"; }
    if (name === "p") { return inline(node).trim() + "\n\n"; }
    if (/^[ou]l$/.test(name)) { return Array.from(node.children).map(block).join("") + "\n"; }
    if (name === "dt") { return "**" + inline(node).trim() + ":** "; }
    if (name === "dd") { return Array.from(node.querySelectorAll("li")).map(block).join("") || inline(node).trim() + "\n\n"; }
    if (name === "li") { return "- " + inline(node).trim() + "\n"; }
    if (name === "table") {
      var pictures = Array.from(node.rows[node.rows.length - 1].cells).map(function (cell) { return cell.querySelector("svg"); });
      return Array.from(node.rows).map(function (row, index) {
        var cells = Array.from(row.cells).filter(function (cell, i) { return !pictures[i]; }).map(function (cell) { return inline(cell).trim(); });
        return "| " + cells.join(" | ") + " |\n" + (index ? "" : "|" + cells.map(function () { return " --- |"; }).join("") + "\n");
      }).join("") + "\n";
    }
    return /^(figure|details|button)$/.test(name) ? "" : Array.from(node.children).map(block).join("");
  }
  function copy(source, text) {
    function done(worked) {
      state.textContent = worked ? "Copied as Markdown." : "Press Ctrl+C to copy the selected Markdown.";
      source.textContent = worked ? "Copied" : "Press Ctrl+C";
      setTimeout(function () { source.textContent = "Copy"; }, 3000);
    }
    function select() {
      var area = create("textarea", "clip");
      area.value = text;
      put(area, { "aria-label": "Markdown to copy" });
      area.addEventListener("blur", function () { area.remove(); });
      source.after(area);
      area.select();
      var worked = document.execCommand("copy");
      if (worked) { source.focus(); }
      done(worked);
    }
    if (!navigator.clipboard) { select(); return; }
    navigator.clipboard.writeText(text).then(function () { done(true); }, select);
  }
  function offer(place, name, parts) {
    var tool = button("Copy", function () { copy(tool, parts().map(block).join("").trim() + "\n"); });
    put(tool, { "aria-label": "Copy " + name + " as Markdown" });
    tool.title = "Copy as Markdown";
    place.appendChild(tool);
  }
  var headline = document.querySelector(".headline");
  if (headline) {
    offer(headline, "the verdict", function () { return [document.querySelector("header"), document.querySelector("#summary table")]; });
  }
  all(document, "section.dimension").forEach(function (section) {
    var root = section.querySelector("h2").closest("details") || section;
    offer(root, section.id, function () {
      var parts = Array.from(root.children);
      return parts.slice(0, parts.findIndex(function (part) { return part.matches("div.facts"); }) + 1);
    });
  });

  all(document, ".run code").forEach(function (line) {
    var tool = button("Copy", function () { copy(tool, line.textContent); });
    put(tool, { "aria-label": "Copy the command: " + line.nextSibling.data.trim() });
    line.before(tool);
  });

  /* Saving: the findings as they stand in the page, the session as it was recorded, and its samples as a table. */
  function save(name, kind, text) {
    var link = create("a", "");
    link.href = URL.createObjectURL(new Blob([text], { type: kind }));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 9999);
  }
  function unpack(value) {
    var bytes = Uint8Array.from(atob(value), function (letter) { return letter.charCodeAt(0); });
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }
  function table(text) {
    var names = ["time"];
    var rows = [];
    var columns = [];
    text.split("\n").forEach(function (line) {
      var value;
      /* A line that was torn is no sample. */
      try { value = JSON.parse(line); } catch (error) { return; }
      if (Array.isArray(value)) {
        var row = [];
        columns.forEach(function (column, i) { row[column] = i ? value[i] : new Date(value[i]).toISOString(); });
        rows.push(row);
      } else if (value.columns) {
        columns = value.columns.map(function (name) {
          if (!names.includes(name)) { names.push(name); }
          return names.indexOf(name);
        });
      }
    });
    var head = names.map(function (name) { return '"' + name.replace(/"/g, '""').replace(/^[=+@-]/, "'$\u0026") + '"'; });
    return [head].concat(rows.map(function (row) { return names.map(function (name, i) { return row[i] === undefined || row[i] === null ? "" : row[i]; }); })).join("\n") + "\n";
  }
  var data = document.querySelector("#data");
  var findings = document.getElementById("findings");
  var packed = document.getElementById("session-data");
  if (data) {
    var shelf = data.appendChild(create("p", "shelf"));
    if (findings) { shelf.append(button("Findings as JSON", function () { save("findings.json", "application/json", findings.textContent); }), " "); }
    if (packed ? window.DecompressionStream : false) {
      shelf.append(button("Samples as CSV", function () { unpack(packed.getAttribute("value")).then(function (text) { save("samples.csv", "text/csv", table(text)); }); }), " ",
        button("Session as JSON lines", function () { unpack(packed.getAttribute("value")).then(function (text) { save("session.jsonl", "application/jsonl", text); }); }));
    }
  }

  if (charts.length === 0) { return; }
  var left = number(charts[0], "left");
  var right = number(charts[0], "right");
  var start = number(charts[0], "start");
  var end = number(charts[0], "end");
  var view = [start, end];
  var chosen = null;
  var place = null;
  function isWhole() { return view[0] === start ? view[1] === end : false; }
  /* The place of a time in the picture as it was drawn, and as it is zoomed now. */
  function drawn(time) { return left + (time - start) / (end - start) * (right - left); }
  function shown(time) { return left + (time - view[0]) / (view[1] - view[0]) * (right - left); }
  function moment(x) { return view[0] + (clamp(x, left, right) - left) / (right - left) * (view[1] - view[0]); }
  function clock(time) { return new Date(Math.round(time)).toISOString().replace("T", " ").slice(0, less(view[1] - view[0], 9999) ? 23 : 19); }

  /* Values are read off the drawn lines: nothing is in the page twice. */
  function points(path) {
    var found = [];
    var x = 0;
    var y = 0;
    (path.getAttribute("d").match(/[Ml][^Mlz]+/g) || []).forEach(function (step) {
      var pair = step.slice(1).match(/-?[0-9]*[.]?[0-9]+/g).map(Number);
      var isFirst = step[0] === "M";
      x = Math.round(((isFirst ? 0 : x) + pair[0]) * 10) / 10;
      y = Math.round(((isFirst ? 0 : y) + pair[1]) * 10) / 10;
      found.push([x, y, isFirst]);
    });
    return found;
  }
  var units = ["KiB", "MiB", "GiB", "TiB"];
  function unit(kilobytes) { return clamp(Math.floor(Math.log2(Math.max(1, Math.abs(kilobytes))) / 10), 0, 3); }
  function size(kilobytes) {
    var value = kilobytes / Math.pow(1024, unit(kilobytes));
    return value.toPrecision(Math.max(3, String(Math.trunc(value)).length)) + " " + units[unit(kilobytes)];
  }
  var lines = charts.flatMap(function (chart) {
    return all(chart, "path[data-name]").map(function (path) {
      return { name: path.dataset.name, chart: chart, path: path, points: null };
    });
  });
  function valueAt(line, x) {
    line.points = line.points || points(line.path);
    var best = null;
    line.points.forEach(function (point) {
      if (best === null || less(Math.abs(point[0] - x), Math.abs(best[0] - x))) { best = point; }
    });
    if (best === null || less(12, Math.abs(best[0] - x))) { return "no data"; }
    var chart = line.chart;
    var share = (number(chart, "bottom") - best[1]) / (number(chart, "bottom") - number(chart, "top"));
    return size(number(chart, "low") + share * (number(chart, "high") - number(chart, "low")));
  }

  /* The bar at the foot of the window. */
  var bar = create("div", "readout");
  var values = bar.appendChild(create("p", ""));
  var extent = bar.appendChild(create("p", ""));
  var extentText = extent.appendChild(create("span", ""));
  extent.append(" ", button("Whole session", function () { zoom(start, end); charts[0].focus(); }));
  document.body.appendChild(bar);
  var looks = charts.map(function (chart) {
    var height = chart.viewBox.baseVal.height;
    return {
      chart: chart, frame: null, height: height, foot: Number(chart.querySelector(".time text").getAttribute("y")) - 17,
      names: all(chart, ".names text").map(function (text) {
        var gap = { start: 4, end: -4 }[text.getAttribute("text-anchor")] || 0;
        return { text: text, gap: gap, time: start + (Number(text.getAttribute("x")) - gap - left) / (right - left) * (end - start) };
      }),
      choice: chart.appendChild(make("rect", { "class": "choice", y: 0, height: height - 22, width: 0, x: 0 })),
      cursor: chart.appendChild(make("path", { "class": "cursor", d: "M0 0V" + (height - 22), visibility: "hidden" }))
    };
  });

  var steps = [1, 2, 5, 10, 20, 50, 100, 200, 500].concat(
    [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 345600, 604800].map(function (s) { return s * 1000; }));
  function ticks() {
    var span = view[1] - view[0];
    var day = 86400000;
    var step = steps.find(function (one) { return less(span / one, 9); }) || Math.ceil(span / 8 / day) * day;
    var found = [];
    var time;
    for (time = Math.ceil(view[0] / step) * step; !less(view[1], time); time += step) {
      var date = new Date(time);
      var clock = date.toISOString().slice(11, less(step, 1000) ? 23 : less(step, 60000) ? 19 : 16);
      var isDay = time % day === 0 ? !less(step, 3600000) : false;
      found.push([time, isDay ? date.toUTCString().slice(5, 11).replace(/^0/, "") : clock]);
    }
    return found;
  }
  function label(text, x, y, anchor) {
    var part = make("text", { "class": "label", x: x, y: y, "text-anchor": anchor });
    part.textContent = text;
    return part;
  }
  function draw() {
    var marks = ticks();
    looks.forEach(function (look) {
      var plot = look.chart.querySelector(".plot");
      if (!look.frame) {
        if (isWhole()) { return; }
        look.frame = make("svg", { "class": "zoomed", x: left, y: 0, width: right - left, height: look.height, preserveAspectRatio: "none" });
        plot.before(look.frame);
        all(plot, "path").forEach(function (path) { path.setAttribute("vector-effect", "non-scaling-stroke"); });
        look.frame.append(plot);
      }
      put(look.frame, { viewBox: [drawn(view[0]), 0, drawn(view[1]) - drawn(view[0]), look.height].join(" ") });
      look.chart.classList.toggle("inside", view[1] !== end);
      var axis = look.chart.querySelector(".time");
      axis.replaceChildren(axis.firstElementChild);
      marks.forEach(function (mark) {
        var x = shown(mark[0]);
        axis.append(make("path", { "class": "rule", d: "M" + x + " " + look.foot + "v4" }), label(mark[1], x, look.foot + 17, "middle"));
      });
      look.names.forEach(function (name) {
        var x = shown(name.time);
        put(name.text, { x: x + name.gap, visibility: x === clamp(x, left - 1, right + 1) ? "visible" : "hidden" });
      });
    });
    extentText.textContent = "Zoomed to " + clock(view[0]) + " – " + clock(view[1]) + " UTC";
    refresh();
  }
  function iso(time) { return new Date(Math.round(time)).toISOString().replace(".000Z", "Z"); }
  function zoom(from, to) {
    var least = (end - start) / 100;
    var middle = (Math.max(from, to) + Math.min(from, to)) / 2;
    var half = Math.max(least, Math.abs(to - from)) / 2;
    var low = clamp(middle - half, start, end - least);
    view = [low, clamp(middle + half, low + least, end)];
    chosen = null;
    draw();
    /* A frame without an address of its own refuses; the zoom stays. */
    try { history.replaceState(null, "", location.href.split("#")[0] + (isWhole() ? "" : "#t=" + iso(view[0]) + "/" + iso(view[1]))); } catch (error) { return; }
  }
  function restore() {
    var found = /^#t=([^\/]+)[\/]([^\/]+)$/.exec(location.hash.replace(/%2f/gi, "/").replace(/%3a/gi, ":"));
    if (!found) { return; }
    var times = found.slice(1).map(function (text) {
      return /^-?[0-9]+$/.test(text) ? Number(text) : Date.parse(/T[0-9:.]+$/.test(text) ? text + "Z" : text);
    });
    var low = Math.max(start, Math.min(times[0], times[1]));
    var high = Math.min(end, Math.max(times[0], times[1]));
    if (less(low, high)) { zoom(low, high); }
  }

  function refresh() {
    looks.forEach(function (look) {
      put(look.cursor, { visibility: place === null ? "hidden" : "visible" });
      if (place !== null) { look.cursor.setAttribute("transform", "translate(" + shown(place) + " 0)"); }
      var edges = (chosen || [view[0], view[0]]).map(function (time) { return clamp(shown(time), left, right); });
      put(look.choice, { x: Math.min(edges[0], edges[1]), width: Math.abs(edges[1] - edges[0]) });
    });
    values.hidden = place === null;
    extent.hidden = isWhole();
    bar.hidden = values.hidden ? extent.hidden : false;
    if (place === null) { return; }
    values.textContent = clock(place) + " UTC";
    lines.forEach(function (line) {
      values.append(" ", create("span", "", line.name + " " + valueAt(line, drawn(place))));
    });
  }
  function hide() { place = null; refresh(); }
  function reach(chart, event) {
    var box = chart.getBoundingClientRect();
    return moment((event.clientX - box.left) / box.width * chart.viewBox.baseVal.width);
  }
  charts.forEach(function (chart) {
    var from = null;
    put(chart, { tabindex: "0" });
    chart.addEventListener("pointerdown", function (event) {
      if (event.pointerType === "touch" || event.button) { return; }
      from = reach(chart, event);
      chart.setPointerCapture(event.pointerId);
    });
    chart.addEventListener("pointermove", function (event) {
      place = reach(chart, event);
      if (from !== null) { chosen = [from, place]; }
      values.removeAttribute("aria-live");
      refresh();
    });
    chart.addEventListener("pointerup", function () {
      var range = chosen;
      var isDrag = from === null ? false : range ? less(5, Math.abs(shown(range[1]) - shown(range[0]))) : false;
      from = null;
      if (isDrag) { zoom(range[0], range[1]); } else { chosen = null; refresh(); }
    });
    chart.addEventListener("pointercancel", function () { from = null; chosen = null; refresh(); });
    chart.addEventListener("dblclick", function () { zoom(start, end); });
    chart.addEventListener("pointerleave", hide);
    chart.addEventListener("blur", hide);
    chart.addEventListener("keydown", function (event) {
      var step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -50, PageDown: 50, "[": 0, "]": 0 }[event.key];
      put(values, { "aria-live": "polite" });
      if (event.key === "Enter") { if (chosen) { zoom(chosen[0], chosen[1]); } }
      if (event.key === "Escape") {
        if (chosen) { chosen = null; } else if (!isWhole()) { zoom(start, end); } else { place = null; }
        refresh();
      }
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) { return; }
      event.preventDefault();
      var before = place === null ? (less(step, 0) ? view[1] : view[0]) : place;
      place = place === null ? before : moment(shown(place) + step);
      if (event.shiftKey) { if (step) { chosen = [chosen ? chosen[0] : before, place]; } }
      if (event.key === "[") { chosen = [place, chosen ? chosen[1] : view[1]]; }
      if (event.key === "]") { chosen = [chosen ? chosen[0] : view[0], place]; }
      refresh();
    });
  });

  refresh();
  restore();
  addEventListener("hashchange", restore);
}());
