{#- The parts of the theme that work only with a script, and what its script is to know: MkDocs makes this file
    once from the theme's own templates (static_templates in mkdocs.yml), so that no page repeats them. -#}
{%- import "partials/language.html" as lang with context -%}
{%- set features = config.theme.features -%}
{%- macro flat(html) %}{{ html.split() | join(" ") | tojson }}{% endmacro -%}
{%- set toggles %}
<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">
<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">
<label class="md-overlay" for="__drawer"></label>
{% endset -%}
{%- set opener %}
<label class="md-header__button md-icon" for="__drawer">{% include ".icons/material/menu.svg" %}</label>
{% endset -%}
{%- set topic %}
<div class="md-header__topic" data-md-component="header-topic"><span class="md-ellipsis"></span></div>
{% endset -%}
{%- set tools %}
{% include "partials/palette.html" %}
<label class="md-header__button md-icon" for="__search">{% include ".icons/material/magnify.svg" %}</label>
{% include "partials/search.html" %}
{% endset -%}
{%- set drawer %}{% include "partials/drawer.html" %}{% endset -%}
{%- set top %}{% include "partials/top.html" %}{% endset -%}
{%- set dialog %}
<div class="md-dialog" data-md-component="dialog"><div class="md-dialog__inner md-typeset"></div></div>
{% endset -%}
{%- set translations = {} -%}
{%- for key in (
  "clipboard.copy", "clipboard.copied", "search.result.placeholder", "search.result.none", "search.result.one",
  "search.result.other", "search.result.more.one", "search.result.more.other", "search.result.term.missing",
) %}{% set _ = translations.update({key: lang.t(key)}) %}{% endfor -%}
// It stands in the header of every page and runs where it stands, so that nothing moves when it has run.
(() => {
  "use strict";
  const here = document.currentScript;
  const base = here.getAttribute("src").replace(/assets\/shell\.js$/u, "") || "./";
  // Addresses are written as from this file.
  const put = (place, where, markup) => place.insertAdjacentHTML(where, markup.replace(/"\.\.(?:\/|(?="))/gu, `"${base}`));

  // What the theme's script keeps in this browser, and takes for given.
  window.__md_scope = new URL(base, location);
  window.__md_get = (key, storage = localStorage, scope = __md_scope) => JSON.parse(storage.getItem(`${scope.pathname}.${key}`));
  window.__md_set = (key, value, storage = localStorage, scope = __md_scope) => {
    try {
      storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing still shows the choice on this page.
    }
  };
  const root = document.documentElement;
  root.className = "js";
  let kept;
  try {
    root.dataset.lang = localStorage.getItem("gk-lang") || "both";
    kept = __md_get("__palette");
  } catch {
    // A browser that keeps nothing.
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const colour = kept?.color ?? (dark ? { scheme: "slate" } : {});
  for (const [name, value] of Object.entries(colour)) document.body.setAttribute(`data-md-color-${name}`, value);

  const bar = here.parentElement;
  put(document.body, "afterbegin", {{ flat(toggles) }});
  put(bar.firstElementChild, "afterend", {{ flat(opener) }});
  put(bar.querySelector(".md-header__ellipsis"), "beforeend", {{ flat(topic) }});
  bar.querySelector("[data-md-component=header-topic] > span").textContent = document.title.split({{ (" - " ~ config.site_name) | tojson }})[0];
  put(here, "beforebegin", {{ flat(tools) }});
  document.addEventListener("DOMContentLoaded", () => {
    const main = document.querySelector(".md-main");
    const own = main.firstElementChild.querySelector(":scope > template");
    if (own) own.replaceWith(own.content);
    else put(main.firstElementChild, "afterbegin", {{ flat(drawer) }});
    put(main, "beforeend", {{ flat(top) }});
    put(document.body, "beforeend", {{ flat(dialog) }});
  }, { once: true });

  // gongkai.js fetches the theme's script when a reader does something.
  const element = (id, type) => {
    const made = Object.assign(document.createElement("script"), { id, type });
    document.head.append(made);
    return made;
  };
  element("__config", "application/json").textContent = JSON.stringify({
    base,
    features: {{ features | tojson }},
    search: `${base}{{ asset("javascripts/workers/search") }}`,
    translations: {{ translations | tojson }},
  });
  element("gk-theme", "text/plain").dataset.src = `${base}{{ asset("javascripts/bundle") }}`;
})();
