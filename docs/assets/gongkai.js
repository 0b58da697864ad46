// Pages are whole without this script: it lets a reader hide a language and search in traditional characters.
(() => {
  "use strict";
  const root = document.documentElement;

  // Which languages are shown: three buttons in the header, remembered in this browser.
  const choices = [
    ["both", "中+En", "中文和英文 Chinese and English"],
    ["zh", "中", "只显示中文 Chinese only"],
    ["en", "En", "只显示英文 English only"],
  ];
  const group = document.createElement("div");
  group.className = "gk-lang";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "标签语言 Language of labels");
  const show = (language) => {
    root.dataset.lang = language;
    for (const button of group.children) {
      button.setAttribute("aria-pressed", String(button.value === language));
    }
  };
  for (const [value, text, title] of choices) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", value, textContent: text, title });
    button.setAttribute("aria-label", title);
    button.addEventListener("click", () => {
      show(value);
      try {
        localStorage.setItem("gk-lang", value);
      } catch {
        // A browser that keeps nothing still shows the choice on this page.
      }
    });
    group.append(button);
  }
  document.querySelector(".md-header__inner .md-header__title")?.after(group);
  show(root.dataset.lang || "both");

  // Traditional characters find the same: the query goes to the search in simplified ones.
  const base = new URL(document.currentScript?.src ?? "assets/gongkai.js", location.href);
  let simplified = {};
  fetch(new URL("simplified.json", base))
    .then((response) => response.json())
    .then((map) => {
      simplified = map;
    })
    .catch(() => {});
  const simplify = (text) => Array.from(text, (character) => simplified[character] ?? character).join("");
  const QUERY = 2; // The theme's message to its search worker that carries what the reader typed.
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function postMessage(message, ...rest) {
    const isQuery = message?.type === QUERY && typeof message.data === "string";
    return send.call(this, isQuery ? { ...message, data: simplify(message.data) } : message, ...rest);
  };
})();
