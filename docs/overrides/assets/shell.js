{#- The parts of the theme that work only with a script, and what its script is to know: MkDocs makes this file
    once from the theme's own templates (static_templates in mkdocs.yml), so that no page repeats them. -#}
{%- import "partials/language.html" as lang with context -%}
{%- set features = config.theme.features -%}
{%- set palette %}{% include "partials/palette.html" %}{% endset -%}
{%- set search %}{% include "partials/search.html" %}{% endset -%}
{%- set opener %}<label class="md-header__button md-icon" for="__search">{% include ".icons/material/magnify.svg" %}</label>{% endset -%}
{%- set drawer %}
<div class="md-sidebar md-sidebar--primary" data-md-component="sidebar" data-md-type="navigation" hidden>
<div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">{% include "partials/nav.html" %}</div></div>
</div>
{% endset -%}
{%- set top %}{% include "partials/top.html" %}{% endset -%}
{%- set whole %}{% include "base.html" %}{% endset -%}
{%- set settings = whole.split('<script id="__config" type="application/json">')[1].split("</script>")[0] -%}
{%- set bundle = whole.split('<script src="../assets/javascripts/bundle')[1].split('"')[0] -%}
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

  put(here, "beforebegin", {{ (palette ~ opener ~ search).split() | join(" ") | tojson }});
  put(document.head, "beforeend", {{ ('<script id="__config" type="application/json">' ~ settings ~ '</script>') | tojson }});
  put(document.head, "beforeend", {{ ('<script id="gk-theme" type="text/plain" data-src="../assets/javascripts/bundle' ~ bundle ~ '"></script>') | tojson }});
  document.addEventListener("DOMContentLoaded", () => {
    const main = document.querySelector(".md-main");
    if (!main.querySelector(".md-sidebar--primary")) put(main.firstElementChild, "afterbegin", {{ drawer.split() | join(" ") | tojson }});
    put(main, "beforeend", {{ top.split() | join(" ") | tojson }});
  });
})();
