(function () {
  "use strict";
  var space = "http://www.w3.org/2000/svg";
  var charts = Array.from(document.querySelectorAll("svg.chart"));
  if (charts.length === 0) { return; }

  function add(chart, name, attributes) {
    var part = document.createElementNS(space, name);
    Object.keys(attributes).forEach(function (key) { part.setAttribute(key, attributes[key]); });
    return chart.appendChild(part);
  }
  function clamp(value, low, high) { return Math.max(low, Math.min(high, value)); }
  function number(chart, key) { return Number(chart.dataset[key]); }

  /* Values are read off the drawn lines: nothing is in the page twice. */
  function points(path) {
    var found = [];
    var x = 0;
    var y = 0;
    (path.getAttribute("d").match(/[Ml][^Mlz]+/g) || []).forEach(function (step) {
      var pair = step.slice(1).match(/-?[0-9]*[.]?[0-9]+/g).map(Number);
      if (step[0] === "M") { x = pair[0]; y = pair[1]; } else { x += pair[0]; y += pair[1]; }
      found.push([x, y, step[0] === "M"]);
    });
    return found;
  }
  function size(kilobytes) {
    var units = ["KiB", "MiB", "GiB", "TiB"];
    var unit = clamp(Math.floor(Math.log2(Math.max(1, Math.abs(kilobytes))) / 10), 0, 3);
    var value = kilobytes / Math.pow(1024, unit);
    return value.toPrecision(Math.max(3, String(Math.trunc(value)).length)) + " " + units[unit];
  }
  var lines = charts.flatMap(function (chart) {
    return Array.from(chart.querySelectorAll("path[data-name]")).map(function (path) {
      return { name: path.dataset.name, chart: chart, path: path, points: null };
    });
  });
  function valueAt(line, x) {
    line.points = line.points || points(line.path);
    var best = null;
    line.points.forEach(function (point) {
      if (best === null || Math.sign(Math.abs(best[0] - x) - Math.abs(point[0] - x)) === 1) { best = point; }
    });
    if (best === null || Math.abs(best[0] - x) - 12 === Math.abs(Math.abs(best[0] - x) - 12)) { return "no data"; }
    var chart = line.chart;
    var share = (number(chart, "bottom") - best[1]) / (number(chart, "bottom") - number(chart, "top"));
    return size(number(chart, "low") + share * (number(chart, "high") - number(chart, "low")));
  }

  var readout = document.createElement("p");
  readout.className = "readout";
  readout.hidden = true;
  document.body.appendChild(readout);
  var cursors = charts.map(function (chart) {
    return add(chart, "path", { "class": "cursor", d: "M0 0V" + (chart.viewBox.baseVal.height - 22), visibility: "hidden" });
  });
  var place = null;

  function show(x) {
    var chart = charts[0];
    place = clamp(x, number(chart, "left"), number(chart, "right"));
    var share = (place - number(chart, "left")) / (number(chart, "right") - number(chart, "left"));
    var moment = number(chart, "start") + share * (number(chart, "end") - number(chart, "start"));
    cursors.forEach(function (cursor) {
      cursor.setAttribute("transform", "translate(" + place + " 0)");
      cursor.setAttribute("visibility", "visible");
    });
    readout.textContent = new Date(moment).toISOString().replace("T", " ").slice(0, 19) + " UTC";
    lines.forEach(function (line) {
      var value = document.createElement("span");
      value.textContent = line.name + " " + valueAt(line, place);
      readout.append(" ", value);
    });
    readout.hidden = false;
  }
  function hide() {
    place = null;
    readout.hidden = true;
    cursors.forEach(function (cursor) { cursor.setAttribute("visibility", "hidden"); });
  }
  charts.forEach(function (chart) {
    chart.setAttribute("tabindex", "0");
    chart.addEventListener("pointermove", function (event) {
      var box = chart.getBoundingClientRect();
      show((event.clientX - box.left) / box.width * chart.viewBox.baseVal.width);
    });
    chart.addEventListener("pointerleave", hide);
    chart.addEventListener("blur", hide);
    chart.addEventListener("keydown", function (event) {
      var step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -50, PageDown: 50 }[event.key];
      if (event.key === "Escape") { hide(); }
      if (step === undefined) { return; }
      event.preventDefault();
      show(place === null ? (step === Math.abs(step) ? number(chart, "left") : number(chart, "right")) : place + step);
    });
  });
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (fold) { fold.open = true; });
  });
}());
