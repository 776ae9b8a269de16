"use strict";
(() => {
  // Without this script the page shows every post, and folds are the browser's; here are filters and keys.
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const posts = all("article.post");
  if (!posts.length) return;

  // Filters: any of the values of one kind, all kinds that have a value pressed, and all of the words.
  const filters = byId("filters");
  const buttons = all("button[data-k]", filters);
  const find = byId("find");
  const reset = byId("reset");
  const status = byId("status");
  const calm = byId("calm");
  const groups = all("[data-group]");
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const texts = new Map();
  const textOf = (post) => {
    if (!texts.has(post)) {
      // The page's own names of details would be found in every post.
      const parts = all("h3, .words, .sid, .finding, .others, .facts, .fault, .said h4", post);
      texts.set(post, plain(parts.map((part) => part.textContent).join("\n")));
    }
    return texts.get(post);
  };
  let unfolded = false;
  const apply = () => {
    const wanted = { q: new Set(), r: new Set() };
    const pressed = buttons.filter((button) => button.getAttribute("aria-pressed") === "true");
    for (const button of pressed) wanted[button.dataset.k].add(button.dataset.v);
    const words = plain(find.value).split(/\s+/).filter(Boolean);
    const active = pressed.length > 0 || words.length > 0;
    let shown = 0;
    for (const post of posts) {
      const passes =
        (!wanted.q.size || wanted.q.has(post.dataset.q)) &&
        (!wanted.r.size || post.dataset.r.split(" ").some((code) => wanted.r.has(code))) &&
        words.every((word) => textOf(post).includes(word));
      post.hidden = !passes;
      if (passes) shown += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector("article.post:not([hidden])");
    if (calm && active && !calm.open && calm.querySelector("article.post:not([hidden])")) calm.open = unfolded = true;
    else if (calm && !active && unfolded) calm.open = unfolded = false;
    reset.disabled = !active;
    status.textContent = active ? status.dataset.some.replace("{m}", shown) : status.dataset.all;
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      apply();
    });
  }
  find.addEventListener("input", apply);
  reset.addEventListener("click", () => {
    for (const button of buttons) button.setAttribute("aria-pressed", "false");
    find.value = "";
    apply();
    find.focus();
  });
  filters.hidden = false;
  filters.open = matchMedia("(min-width: 64rem)").matches;
  apply(); // browsers keep what was typed when a page is loaded again

  // Keys: from post to post, as far as they can be seen.
  const isShown = (post) => !post.hidden && !post.parentElement.closest("details:not([open])");
  let current = null;
  const step = (by) => {
    const shown = posts.filter(isShown);
    const held = document.activeElement.closest("article.post") || current;
    const from = posts.indexOf(held);
    const next = by > 0 ? shown.find((post) => posts.indexOf(post) > from) : shown.findLast((post) => posts.indexOf(post) < from);
    if (!next) return;
    current = next;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  };
  const help = byId("help");
  const letters = byId("letters");
  const keys = byId("keys");
  keys.hidden = false;
  keys.addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    if (event.target === find) {
      if (event.key === "Escape" && !find.value) find.blur();
      return;
    }
    const letter = letters.checked ? event.key : "";
    if (letter === "j") step(1);
    else if (letter === "k") step(-1);
    else if (letter === "/") {
      filters.open = true;
      find.focus();
    } else if (letter === "?") help.showModal();
    else if (event.key === "Enter" && event.target.matches("article.post")) {
      const deep = event.target.querySelector("details.deep");
      if (deep) deep.open = !deep.open;
    } else return;
    event.preventDefault();
  });
})();
