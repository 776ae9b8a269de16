"use strict";
(() => {
  const root = document.documentElement;
  const table = document.getElementById("documents");
  if (!table) return;
  document.getElementById("hint").hidden = false;
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const compare = new Intl.Collator(root.lang, { numeric: true }).compare;
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      // Names begin with the first, counts and dates with the greatest.
      const first = column ? "descending" : "ascending";
      const turned = first === "ascending" ? "descending" : "ascending";
      const order = head.getAttribute("aria-sort") === first ? turned : first;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const rows = [...body.rows];
      rows.sort((a, b) => sign * compare(a.cells[column].dataset.v, b.cells[column].dataset.v));
      body.append(...rows);
    });
  });
})();
