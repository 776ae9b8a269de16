"use strict";
(() => {
  // Without this script the page shows everything, and CSS :target opens labels; here are filters, keys and the theme.
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  root.classList.add("js");

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = all("details:not([open]):not(#filters)");
    for (const details of unfolded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of unfolded) details.open = false;
  });

  const marks = all("mark.cl");
  if (!marks.length) return;
  const numberOf = (mark) => Number(mark.id.slice(1));
  const shown = new Set(marks.map(numberOf));

  // Filters: any of the values of one kind, and all kinds that have a value pressed.
  const filters = byId("filters");
  const buttons = all("button[data-k]", filters);
  const reset = byId("reset");
  const status = byId("status");
  const values = new Map(marks.map((mark) => [mark, { a: mark.dataset.a.split(" "), s: [mark.dataset.s], r: mark.dataset.r.split(" ") }]));
  const listed = all("[data-c]");
  const groups = all("[data-group]");
  const apply = () => {
    const wanted = { a: new Set(), s: new Set(), r: new Set() };
    const pressed = buttons.filter((button) => button.getAttribute("aria-pressed") === "true");
    for (const button of pressed) wanted[button.dataset.k].add(button.dataset.v);
    shown.clear();
    for (const mark of marks) {
      const has = values.get(mark);
      const passes = Object.entries(wanted).every(([kind, set]) => !set.size || has[kind].some((value) => set.has(value)));
      mark.classList.toggle("off", !passes);
      if (passes) shown.add(numberOf(mark));
    }
    for (const item of listed) item.hidden = !shown.has(Number(item.dataset.c));
    for (const group of groups) group.hidden = !group.querySelector("[data-c]:not([hidden])");
    root.classList.toggle("filtered", pressed.length > 0);
    reset.disabled = !pressed.length;
    status.textContent = pressed.length ? status.dataset.some.replace("{m}", shown.size) : status.dataset.all;
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      apply();
    });
  }
  reset.addEventListener("click", () => {
    for (const button of buttons) button.setAttribute("aria-pressed", "false");
    apply();
    buttons[0].focus();
  });
  filters.hidden = false;
  filters.open = byId("legend").open = matchMedia("(min-width: 64rem)").matches;
  status.textContent = status.dataset.all;

  // Labels: one panel at a time; Esc gives the focus back to where it was opened.
  let panel = null;
  let opener = null;
  let current = -1;
  const close = (giveBack = true) => {
    if (!panel) return;
    panel.classList.remove("open");
    root.classList.remove("noting");
    panel = null;
    if (giveBack && opener) opener.focus({ preventScroll: true });
  };
  const select = (index) => {
    if (marks[current]) marks[current].classList.remove("current");
    current = index;
    marks[current].classList.add("current");
  };
  const indexOf = new Map(marks.map((mark, index) => [numberOf(mark), index]));
  const open = (number, from, takeFocus = true) => {
    const note = byId(`c${number}`);
    if (!note) return;
    close(false);
    panel = note;
    opener = from;
    panel.classList.add("open");
    root.classList.add("noting");
    panel.scrollTop = 0;
    select(indexOf.get(number));
    if (takeFocus) panel.focus({ preventScroll: true });
    // The panel lies over the foot of a small screen: lift what was chosen above it.
    const box = from.getBoundingClientRect();
    const cover = panel.getBoundingClientRect();
    if (cover.left < box.right && cover.top > 0 && box.bottom > cover.top - 12 && box.top < innerHeight) {
      scrollBy(0, box.bottom - cover.top + 24);
    }
  };
  const visit = (index) => {
    select(index);
    marks[index].querySelector("a.tag").focus({ preventScroll: true });
    marks[index].scrollIntoView({ block: "nearest" });
    if (panel) open(numberOf(marks[index]), marks[index].querySelector("a.tag"), false);
  };
  const step = (by) => {
    const held = marks.findIndex((mark) => mark.contains(document.activeElement));
    if (held >= 0) select(held);
    let index = current < 0 ? (by > 0 ? -1 : 0) : current;
    do {
      index += by;
    } while (marks[index] && !shown.has(numberOf(marks[index])));
    if (marks[index]) visit(index);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link ? link.getAttribute("href") : "";
    if (target === "#_") {
      event.preventDefault();
      close();
    } else if (/^#c\d+$/.test(target)) {
      event.preventDefault();
      open(Number(target.slice(2)), link);
    } else if (/^#m\d+$/.test(target)) {
      event.preventDefault();
      const mark = byId(target.slice(1));
      opener = mark.querySelector("a.tag");
      mark.scrollIntoView({ block: "center" });
      opener.focus({ preventScroll: true });
    } else if (!link && !event.target.closest(".note") && getSelection().isCollapsed) {
      const mark = event.target.closest("mark.cl");
      if (mark) open(numberOf(mark), mark.querySelector("a.tag"));
    }
  });

  const help = byId("help");
  const letters = byId("letters");
  const keys = byId("keys");
  keys.hidden = false;
  keys.addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const inText = Boolean(event.target.closest("a.tag"));
    const letter = letters.checked ? event.key : "";
    if (event.key === "Escape") close();
    else if (letter === "j" || (inText && event.key === "ArrowDown")) step(1);
    else if (letter === "k" || (inText && event.key === "ArrowUp")) step(-1);
    else if (letter === "?") help.showModal();
    else return;
    event.preventDefault();
  });

  const asked = /^#c(\d+)$/.exec(location.hash);
  if (asked && indexOf.has(Number(asked[1]))) {
    const tag = marks[indexOf.get(Number(asked[1]))].querySelector("a.tag");
    tag.scrollIntoView({ block: "center" });
    open(Number(asked[1]), tag);
  }
})();
