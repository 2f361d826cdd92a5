// The two pictures of the desk, drawn from the tables that stand above them: no figure of their own.
"use strict";

document.addEventListener("DOMContentLoaded", async () => {
  const mapPlace = document.getElementById("desk-map");
  const barPlace = document.getElementById("desk-bars");
  if (!window.echarts || !mapPlace || !barPlace) return;
  const bars = echarts.init(barPlace, null, { renderer: "svg" });
  const map = await drawnMap(mapPlace);
  const draw = () => { drawBars(bars); if (map) colourMap(map); };
  draw();
  document.addEventListener("htmx:afterSwap", draw);
  window.addEventListener("resize", () => { bars.resize(); if (map) map.resize(); });
});

const COLOURS = { verified: "#2e7d4f", handed_on: "#5b8fc7", returned: "#8b96a5", duplicate: "#c3ccd6", not_found: "#7b5ea7", deceased: "#444c56", in_hand: "#e0932f" };

function unitRows() {
  return [...document.querySelectorAll(".desk-units tbody tr")].map((row) => ({
    key: row.dataset.unit,
    name: row.dataset.name,
    share: row.querySelector("[data-share]")?.dataset.share ?? "",
    counts: Object.fromEntries([...row.querySelectorAll("[data-count]")].map((cell) => [cell.dataset.count, Number(cell.dataset.value)])),
  }));
}

function words() {
  return Object.fromEntries([...document.querySelectorAll(".desk-units thead [data-count]")].map((cell) => [cell.dataset.count, cell.textContent.trim()]));
}

function drawBars(chart) {
  const units = unitRows().reverse();
  const said = words();
  const longest = (name) => (name.length > 8 ? `${name.slice(0, 7)}…` : name);
  chart.setOption({
    animation: false,
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, type: "scroll", textStyle: { fontSize: 12 } },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, renderMode: "richText" },
    xAxis: { type: "value" },
    yAxis: { type: "category", data: units.map((one) => longest(one.name)) },
    series: Object.entries(COLOURS).map(([count, color]) => ({
      name: said[count] || count, type: "bar", stack: "rows", itemStyle: { color }, data: units.map((one) => one.counts[count] || 0),
    })),
  });
}

async function drawnMap(place) {
  const answer = await fetch(place.dataset.outline, { credentials: "same-origin" });
  if (!answer.ok) { place.closest("div:has(> h2)").hidden = true; return null; }
  const outline = await answer.json();
  outline.features.forEach((one) => { delete one.properties.cp; });
  echarts.registerMap("city", outline);
  const chart = echarts.init(place, null, { renderer: "svg" });
  chart.outline = outline;
  return chart;
}

function colourMap(chart) {
  const rows = unitRows();
  const known = Object.fromEntries(rows.map((one) => [one.key, one]));
  chart.setOption({
    animation: false,
    tooltip: { renderMode: "richText", formatter: (one) => (Number.isFinite(one.value) ? `${one.name} ${one.value.toFixed(1)}%` : one.name) },
    visualMap: { min: 0, max: 100, left: 8, bottom: 8, itemHeight: 80, text: ["100%", "0%"], inRange: { color: ["#f6d7c3", "#fbf0d9", "#cfe3d4", "#5a9f76"] } },
    series: [{
      type: "map", map: "city", selectedMode: false, label: { show: true, color: "#1c2430", formatter: (one) => (Number.isFinite(one.value) ? `${one.name}\n${one.value.toFixed(1)}%` : one.name) },
      itemStyle: { borderColor: "#17375e", areaColor: "#eef1f5" }, emphasis: { disabled: true },
      data: chart.outline.features.map((one) => {
        const share = known[one.id]?.share;
        return { name: one.properties.name, value: share ? 100 * Number(share) : NaN };
      }),
    }],
  });
}
