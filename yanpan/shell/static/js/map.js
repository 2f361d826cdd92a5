// The outlines of the counties; a click opens the unit's page.
"use strict";

document.addEventListener("DOMContentLoaded", async () => {
  const place = document.getElementById("map");
  const answer = await fetch(place.dataset.outline, { credentials: "same-origin" });
  if (!answer.ok || !window.echarts) return;
  const outline = await answer.json();
  const keys = Object.fromEntries(outline.features.map((one) => [one.properties.name, one.id]));
  // Districts of one town have their seats side by side: names go to the middle of each outline instead.
  outline.features.forEach((one) => { delete one.properties.cp; });
  echarts.registerMap("city", outline);
  const chart = echarts.init(place, null, { renderer: "svg" });
  chart.setOption({
    series: [{
      type: "map", map: "city", selectedMode: false,
      label: { show: true, color: "#1c2430" },
      itemStyle: { areaColor: "#e6eef8", borderColor: "#17375e" },
      emphasis: { itemStyle: { areaColor: "#bcd3ee" }, label: { color: "#1c2430" } },
      data: outline.features.map((one) => ({ name: one.properties.name })),
    }],
  });
  chart.on("click", (event) => { if (keys[event.name]) location.href = place.dataset.unitUrl.replace("KEY", keys[event.name]); });
  window.addEventListener("resize", () => chart.resize());
});
