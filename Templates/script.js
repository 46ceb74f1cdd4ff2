(function () {
  "use strict";
  function all(root, selector) { return Array.from(root.querySelectorAll(selector)); }
  var charts = all(document, "svg.chart");
  var undo = [];
  addEventListener("beforeprint", function () {
    undo = all(document, "details:not([open])");
    undo.forEach(function (fold) { fold.open = true; });
  });
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
    if (name === "a") { return /^https:/.test(node.getAttribute("href")) ? "[" + text + "](" + node.href + ")" : text; }
    return text;
  }
  function block(node) {
    var name = node.localName;
    if (/^h[1-3]$/.test(name)) { return "### " + inline(node).trim() + "\n\n"; }
    if (name === "p") { return inline(node).trim() + "\n\n"; }
    if (/^[ou]l$/.test(name)) { return Array.from(node.children).map(block).join("") + "\n"; }
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
    offer(section, section.id, function () {
      var parts = Array.from(section.children);
      return parts.slice(0, parts.findIndex(function (part) { return part.matches("div.facts"); }) + 1);
    });
  });

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

  /* Bands of the stack, hidden and shown; what is left stands on zero, on a scale of its own. */
  var stack = charts.find(function (chart) { return chart.querySelector(".band"); });
  var bands = stack ? all(stack, ".band").map(function (path) { return { name: path.dataset.band, path: path, isHidden: false, runs: null }; }) : [];
  /* The heights of a band, read off its outline: forth along the upper edge, back along the lower. */
  function heights(path) {
    var runs = [];
    var before = null;
    points(path).forEach(function (point) {
      if (point[2]) { runs.push({ upper: [], lower: new Map() }); before = null; }
      var run = runs[runs.length - 1];
      if (before === null || (run.lower.size === 0 ? less(before, point[0]) : false)) { run.upper.push(point); } else { run.lower.set(point[0], point[1]); }
      before = point[0];
    });
    return runs.map(function (run) {
      return run.upper.map(function (point) { return [point[0], run.lower.has(point[0]) ? run.lower.get(point[0]) - point[1] : 0]; });
    });
  }
  function direct(band) { return stack.querySelector(".direct[data-band=" + band.name + "]"); }
  function restack() {
    bands.forEach(function (band) { band.runs = band.runs || heights(band.path); });
    var top = number(stack, "top");
    var bottom = number(stack, "bottom");
    var rest = bands.filter(function (band) { return !band.isHidden; });
    var most = 0;
    var base = bands[0].runs.map(function (run) { return run.map(function () { return 0; }); });
    rest.forEach(function (band) {
      band.tops = band.runs.map(function (run, r) {
        return run.map(function (point, i) { base[r][i] += point[1]; most = Math.max(most, base[r][i]); return base[r][i]; });
      });
    });
    /* Drawn to a tenth of a pixel, so larger factors would show steps that are not in the data. */
    var factor = rest.length === bands.length ? 1 : clamp((bottom - top) / Math.max(most, 0.1) / 1.06, 1, 12);
    var floor = null;
    bands.forEach(function (band) {
      put(band.path, { visibility: band.isHidden ? "hidden" : "visible" });
      if (band.isHidden) { return; }
      var under = floor;
      band.path.setAttribute("d", band.runs.map(function (run, r) {
        function at(edge, i) { return run[i][0] + " " + (bottom - (edge ? edge[r][i] : 0) * factor).toFixed(2); }
        var upper = run.map(function (point, i) { return at(band.tops, i); });
        var lower = run.map(function (point, i) { return at(under, i); }).reverse();
        return "M" + upper.concat(lower).join("L") + "z";
      }).join(""));
      var run = band.runs.length - 1;
      var last = band.runs[run].length - 1;
      band.y = bottom - factor * (band.tops[run][last] + (under ? under[run][last] : 0)) / 2;
      floor = band.tops;
    });
    var order = rest.slice().reverse();
    order.forEach(function (band, i) { band.at = Math.max(band.y, i ? order[i - 1].at + 16 : top); });
    order.slice().reverse().forEach(function (band, i, all) { band.at = Math.min(band.at, i ? all[i - 1].at - 16 : bottom); });
    rest.forEach(function (band) {
      var name = direct(band);
      put(name.querySelector(".leader"), { d: "M" + (right + 0.5) + " " + band.y + "L" + (right + 10) + " " + band.at });
      put(name.querySelector("rect"), { y: band.at - 4.5 });
      put(name.querySelector("text"), { y: band.at + 4 });
    });
    var high = number(stack, "high") / factor;
    var scale = Math.pow(1024, unit(high));
    var rough = Math.pow(10, Math.floor(Math.log10(high / 5 / scale)));
    var step = rough * [1, 2, 5, 10].find(function (one) { return !less(one * rough, high / 5 / scale); });
    var grid = stack.querySelector(".grid");
    grid.replaceChildren();
    for (var value = 0; !less(high, value * scale); value = Math.round((value + step) * 1000) / 1000) {
      var y = bottom - value * scale / high * (bottom - top);
      grid.append(make("path", { "class": "rule", d: "M" + left + " " + y + "H" + right }), label(value ? value + " " + units[unit(high)] : "0", left - 8, y + 4, "end"));
    }
  }
  if (less(1, bands.length)) {
    var tools = create("div", "tools");
    put(tools, { role: "group", "aria-label": "Bands of the stack" });
    bands.forEach(function (band) {
      var tool = button("", function () {
        var others = bands.filter(function (one) { return one === band ? false : !one.isHidden; });
        if (others.length === 0) { return; }
        band.isHidden = !band.isHidden;
        put(tool, { "aria-pressed": String(!band.isHidden) });
        all(document, "[data-band=" + band.name + "]").forEach(function (part) {
          put(part, { visibility: band.isHidden ? "hidden" : "visible" });
        });
        restack();
      });
      put(tool, { "aria-pressed": "true" });
      var key = tool.appendChild(create("span", "key"));
      key.style.background = band.path.getAttribute("fill");
      tool.append(direct(band).querySelector("tspan").textContent);
      tools.append(tool);
    });
    tools.append(create("span", "hint", "Drag over a chart to zoom; or arrows, [ and ], Enter, Esc"));
    stack.before(tools);
  }

  refresh();
  restore();
  addEventListener("hashchange", restore);
}());
