"use strict";
(() => {
  const root = document.documentElement;
  const theme = document.getElementById("theme");
  const remembered = (value) => {
    // Some browsers give pages from file:// no storage.
    try {
      if (value) localStorage.setItem("kakudo-theme", value);
      return localStorage.getItem("kakudo-theme");
    } catch {
      return null;
    }
  };
  const saved = remembered();
  if (saved === "dark" || saved === "light") root.dataset.theme = saved;
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remembered(root.dataset.theme);
  });
})();
