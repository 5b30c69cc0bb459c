
// Shows the findings that were chosen, the pairs and documents that hold one, and how many there are.
"use strict";
const form = document.getElementById("filter");
const findings = [...document.querySelectorAll(".found li")];
const groups = [...document.querySelectorAll(".unit"), ...document.querySelectorAll(".document")];

function apply() {
  const chosen = [...new FormData(form)].filter(([, value]) => value !== "");
  const shown = new Set();
  for (const finding of findings) {
    finding.hidden = !chosen.every(([name, value]) => finding.dataset[name] === value);
    if (!finding.hidden) shown.add(finding.id.slice(1));
  }
  for (const group of groups) group.hidden = !group.querySelector(".found li:not([hidden])");
  for (const mark of document.querySelectorAll("mark")) {
    mark.classList.toggle("off", !mark.dataset.of.split(" ").some((number) => shown.has(number)));
  }
  for (const link of document.querySelectorAll("sup a")) link.hidden = !shown.has(link.textContent);
  form.querySelector("output").textContent = `${shown.size} of ${findings.length} shown`;
}

form.addEventListener("change", apply);
form.addEventListener("submit", (event) => event.preventDefault());
if (findings.length > 0) {
  form.hidden = false;
  apply();
}
