(function () {
  "use strict";
  var space = "http://www.w3.org/2000/svg";
  var charts = Array.from(document.querySelectorAll("svg.chart"));
  function add(chart, name, attributes) {
    var part = document.createElementNS(space, name);
    Object.keys(attributes).forEach(function (key) { part.setAttribute(key, attributes[key]); });
    return chart.appendChild(part);
  }
  var cursors = charts.map(function (chart) {
    var height = chart.viewBox.baseVal.height;
    return {
      chart: chart,
      line: add(chart, "path", { "class": "cursor", d: "M0 0V" + (height - 22), visibility: "hidden" }),
      time: add(chart, "text", { "class": "cursor-time", y: height - 26, "font-size": 11, visibility: "hidden" })
    };
  });
  function show(event) {
    var chart = event.currentTarget;
    var box = chart.getBoundingClientRect();
    var left = Number(chart.dataset.left);
    var right = Number(chart.dataset.right);
    var x = (event.clientX - box.left) / box.width * chart.viewBox.baseVal.width;
    x = Math.max(left, Math.min(right, x));
    var start = Number(chart.dataset.start);
    var moment = start + (x - left) / (right - left) * (Number(chart.dataset.end) - start);
    var text = new Date(moment).toISOString().replace("T", " ").slice(0, 19) + " UTC";
    var isLate = Math.sign(x - (left + right) / 2) === 1;
    cursors.forEach(function (cursor) {
      cursor.line.setAttribute("transform", "translate(" + x + " 0)");
      cursor.line.setAttribute("visibility", "visible");
      cursor.time.textContent = cursor.chart === chart ? text : "";
      cursor.time.setAttribute("x", isLate ? x - 5 : x + 5);
      cursor.time.setAttribute("text-anchor", isLate ? "end" : "start");
      cursor.time.setAttribute("visibility", "visible");
    });
  }
  function hide() {
    cursors.forEach(function (cursor) {
      cursor.line.setAttribute("visibility", "hidden");
      cursor.time.setAttribute("visibility", "hidden");
    });
  }
  charts.forEach(function (chart) {
    chart.addEventListener("pointermove", show);
    chart.addEventListener("pointerleave", hide);
  });
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (fold) { fold.open = true; });
  });
}());
