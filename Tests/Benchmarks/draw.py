#!/usr/bin/env python3
"""Draws a session with other people's libraries, as their users commonly do: draw.py matplotlib|plotly|bokeh SESSION OUTPUT

The five dimensions, stacked, every sample, into a file that can be sent.
"""
import json
import sys

library, source, output = sys.argv[1:]
names = ["Slab", "VmallocUsed", "KernelStack", "PageTables", "Percpu"]
times, values = [], [[] for _ in names]
with open(source) as lines:
    columns = json.loads(next(lines))["columns"]
    places = [columns.index(name) for name in names]
    for line in lines:
        if line[0] == "[":
            row = json.loads(line)
            times.append(row[0])
            for place, column in zip(places, values):
                column.append(row[place])
if library == "matplotlib":
    import matplotlib
    matplotlib.use("svg")
    import matplotlib.pyplot as plot
    figure, axes = plot.subplots(figsize=(10, 5))
    axes.stackplot(times, values, labels=names)
    axes.legend()
    figure.savefig(output, format="svg")
elif library == "plotly":
    import plotly.graph_objects as graph
    figure = graph.Figure([graph.Scatter(x=times, y=column, name=name, stackgroup="one") for name, column in zip(names, values)])
    figure.write_html(output, include_plotlyjs=True)
elif library == "bokeh":
    from bokeh.plotting import figure, output_file, save
    from bokeh.resources import INLINE
    page = figure(width=1000, height=500, x_axis_type="datetime")
    page.varea_stack(names, x="time", source={"time": times, **dict(zip(names, values))})
    output_file(output)
    save(page, filename=output, resources=INLINE, title="kernel memory")
else:
    sys.exit("draw.py: matplotlib, plotly or bokeh")
