// Pages are whole without this script: it lets a reader hide a language and search in traditional characters.
(() => {
  "use strict";
  const root = document.documentElement;

  // The theme's script, which pages are whole without: at the first sign that a reader wants something.
  const later = document.getElementById("gk-theme");
  const signs = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown", "focusin"];
  const come = (event) => {
    for (const sign of signs) removeEventListener(sign, come, true);
    if (later?.isConnected) {
      const script = Object.assign(document.createElement("script"), { src: later.dataset.src });
      script.addEventListener("load", () => {
        root.dataset.theme = "here";
        // It waits for this before it follows the headings and shows the way back to the top.
        if (document.readyState !== "loading") document.dispatchEvent(new Event("DOMContentLoaded"));
      });
      later.replaceWith(script);
    }
    // The theme's keys for its search: the first of them is not lost.
    const alone = !event?.ctrlKey && !event?.metaKey && !event?.altKey;
    if (event?.type === "keydown" && ["/", "f", "s"].includes(event.key) && alone && !event.target.closest("input, textarea, select")) {
      event.preventDefault();
      document.getElementById("__search").checked = true;
      document.querySelector(".md-search__input").focus();
    }
  };
  for (const sign of signs) addEventListener(sign, come, { capture: true, passive: sign !== "keydown" });
  const asked = new URLSearchParams(location.search);
  if (asked.has("h") || asked.has("q")) come(); // words to be marked, a search that was shared

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
    button.setAttribute("aria-label", `${text} ${title}`);
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

  for (const link of document.querySelectorAll(".headerlink")) link.title = "本节链接 Link to this section";

  // What is wider than its frame can be scrolled by keyboard, before the theme sees to it.
  for (const code of document.querySelectorAll("pre > code")) code.tabIndex = 0;

  // A way that can be followed before the theme gives this one the search to share.
  document.querySelector("[data-md-component=search-share]")?.setAttribute("href", "?q=");

  // The theme gives its search no name.
  document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "搜索 Search");

  // The theme opens its drawer of pages with a label, which a keyboard does not reach.
  const drawer = document.getElementById("__drawer");
  const opener = document.querySelector('.md-header label[for="__drawer"]');
  if (drawer && opener) {
    const tell = () => opener.setAttribute("aria-expanded", String(drawer.checked));
    opener.tabIndex = 0;
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-label", "导航 Navigation");
    opener.addEventListener("keydown", (event) => {
      if (event.key === " " || (event.key === "Enter" && !root.dataset.theme)) { // the theme sees to Enter
        event.preventDefault();
        opener.click();
      }
    });
    drawer.addEventListener("change", tell);
    tell();
  }

  // Traditional characters find the same: the query goes to the search in simplified ones.
  const base = new URL(document.currentScript?.src ?? "assets/gongkai.js", location.href);
  let simplified = {};
  let learned;
  const learn = () => { // no page waits for it that nothing is searched on
    learned ??= fetch(new URL("simplified.json", base))
      .then((response) => response.json())
      .then((map) => {
        simplified = map;
      })
      .catch(() => {});
    return learned;
  };
  const simplify = (text) => Array.from(text, (character) => simplified[character] ?? character).join("");
  // The theme's search worker never looks for a word that ends a run of Chinese characters: a mark
  // after each run, Chinese to the worker and taken off again as a separator, lets it find that word.
  const MARK = "\u2E80";
  const BORDER = /(?<=\w)(?=\p{Script=Han})|(?<=\p{Script=Han})(?=\w)/gu; // 高坪区2019
  const marked = (query) =>
    simplify(query).replace(BORDER, " ").replace(/\p{Script=Han}+/gu, `$&${MARK}`);
  const SETUP = 0; // The theme's messages to its search worker: the index,
  const QUERY = 2; // and what the reader typed.
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function postMessage(message, ...rest) {
    if (message?.type === SETUP && message.data?.config?.separator) {
      message.data.config.separator += `|${MARK}`;
    } else if (message?.type === QUERY && typeof message.data === "string") {
      return send.call(this, { ...message, data: marked(message.data) }, ...rest);
    }
    return send.call(this, message, ...rest);
  };

  // Above what the theme finds: the way to the whole text, and in a large archive the bodies of that name.
  const full = new URL("../search/full/", base);
  const above = document.createElement("div");
  above.className = "gk-beyond";
  const beyond = document.createElement("a");
  beyond.innerHTML = '<b></b> <i lang="en">Search the whole text</i>';
  beyond.href = new URL("../search/", base);
  const bodies = document.createElement("ul");
  above.append(beyond, bodies);
  document.querySelector(".md-search__scrollwrap")?.prepend(above);
  let names; // fetched when a reader comes to the field
  const prepare = async () => {
    const about = await (await fetch(new URL("index.json", full))).json();
    if (!about.apart) return () => [];
    const [part] = await Promise.all([import(new URL("fulltext/names.js", base)), learn()]);
    return part.names(full, simplified);
  };
  const suggest = async (query) => {
    beyond.href = new URL(`../search/?${new URLSearchParams({ query })}`, base);
    beyond.firstChild.textContent = query ? `在全文中搜索“${query}”` : "全文搜索";
    names ??= prepare();
    const found = query ? await (await names)(query) : [];
    if (field.value.trim() !== query) return;
    bodies.replaceChildren(
      ...found.map(({ name, regions, href }) => {
        const [item, link, where] = ["li", "a", "small"].map((tag) => document.createElement(tag));
        Object.assign(link, { href, textContent: name });
        where.textContent = ` ${regions}`;
        item.append(link, where);
        return item;
      }),
    );
  };
  const told = () => suggest(field.value.trim()).catch(() => (names = undefined));

  // The theme searches at the release of a key: pasting, handwriting and dictation press none.
  const field = document.querySelector(".md-search__input");
  field?.addEventListener("input", () => {
    field.dispatchEvent(new KeyboardEvent("keyup"));
    told();
  });
  field?.addEventListener("focus", () => {
    told();
    learn().then(() => field.value && field.dispatchEvent(new KeyboardEvent("keyup")));
  });
  if (field && asked.get("q")) { // the theme puts it there without telling
    field.value = asked.get("q");
    told();
  }
})();
