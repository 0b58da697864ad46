// Filters the findings: the page is whole without it. The filter is kept in the address, so that it can be shared.
(() => {
  "use strict";
  const place = document.getElementById("gk-filter");
  const template = place?.querySelector("template");
  if (!template) return;
  const PAGE = 100;
  const [LEVELS, NAMES] = [["finding", "note"], { finding: ["发现", "finding"], note: ["提示", "note"] }];

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const both = (zh, en) => {
    const english = element("i", "", en);
    english.lang = "en";
    const made = document.createDocumentFragment();
    made.append(element("b", "", zh), " ", english);
    return made;
  };

  const start = (data) => {
    place.append(template.content.cloneNode(true));
    const form = place.querySelector("form");
    const told = place.querySelector("[role=status]");
    const list = place.querySelector("ul");
    const more = place.querySelector("button");
    const regions = [...form.querySelectorAll("[data-digits]")];
    const fields = [...form.querySelectorAll("[name]")];
    let found = [];
    // The same list in full now stands above.
    for (const part of document.querySelectorAll("#newest, .gk-newest")) part.hidden = true;

    // The regions below what is chosen above; a level without a choice is not offered.
    const offer = (chosen) => {
      for (const select of regions) {
        const digits = Number(select.dataset.digits);
        const above = digits === 2 ? "" : chosen.slice(0, digits - 2);
        const codes = Object.keys(data.regions).filter(
          (code) => code.length === digits && code.startsWith(above),
        );
        const open = digits === 2 || above.length === digits - 2;
        while (select.options.length > 1) select.remove(1);
        for (const code of open ? codes : []) select.add(new Option(data.regions[code], code));
        select.disabled = select.options.length === 1;
        select.value = open && chosen.length >= digits ? chosen.slice(0, digits) : "";
        if (select.selectedIndex < 0) select.value = "";
      }
    };
    const region = () => regions.reduce((code, select) => select.value || code, "");

    const item = ([body, year, rule, level, checked, number, at]) => {
      const [name, address, code] = data.bodies[body];
      const made = element("li");
      const link = element("a");
      const page = year === null ? address : `${address}/${year}`;
      link.href = `${place.dataset.root}${page}/#finding-${rule.toLowerCase()}-${number}`;
      link.append(element("strong", "", rule), ` ${name} `);
      link.append(year === null ? both("历年", "all years") : String(year));
      const tag = element("span", `gk-tag ${LEVELS[level]}`);
      tag.append(both(...NAMES[LEVELS[level]]));
      made.append(link, " ", tag, " ");
      if (checked) {
        const seen = element("span", "gk-tag checked");
        seen.append(both("已核对", "checked"));
        made.append(seen, " ");
      }
      const path = [2, 4, 6, 9].map((digits) => code.length >= digits && data.regions[code.slice(0, digits)]);
      const where = element("small");
      where.append(both(...data.places[at]), ` · ${path.filter(Boolean).join(" › ")}`);
      made.append(both("应当：", "Expected:"), " ", both(...data.rules[rule]), " ", where);
      return made;
    };
    const show = () => {
      const from = list.children.length;
      list.append(...found.slice(from, from + PAGE).map(item));
      more.hidden = list.children.length >= found.length;
    };

    const apply = () => {
      const wanted = Object.fromEntries(fields.map((field) => [field.name, field.value]));
      const code = region();
      found = data.findings.filter(
        ([body, year, rule, level, checked]) =>
          (!wanted.rule || rule === wanted.rule) &&
          (!code || data.bodies[body][2].startsWith(code)) &&
          (!wanted.year || String(year) === wanted.year) &&
          (!wanted.level || LEVELS[level] === wanted.level) &&
          (!wanted.checked || (checked ? "yes" : "no") === wanted.checked),
      );
      list.replaceChildren();
      told.replaceChildren(both(`符合条件的有 ${found.length} 项`, `matching: ${found.length}`));
      show();
    };
    const read = () => {
      const asked = new URLSearchParams(location.search);
      offer(asked.get("region") ?? "");
      for (const field of fields) {
        field.value = asked.get(field.name) ?? "";
        if (field.selectedIndex < 0) field.value = "";
      }
      apply();
    };
    form.addEventListener("change", ({ target }) => {
      for (const below of regions.slice(regions.indexOf(target) + 1)) {
        if (regions.includes(target)) below.value = "";
      }
      offer(region());
      const asked = new URLSearchParams(location.search);
      for (const [name, value] of [["region", region()], ...fields.map((f) => [f.name, f.value])]) {
        if (value) asked.set(name, value);
        else asked.delete(name);
      }
      const query = String(asked);
      history.replaceState(null, "", query ? `?${query}` : location.pathname);
      apply();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    more.addEventListener("click", () => {
      const first = list.children.length;
      show();
      list.children[first]?.querySelector("a").focus();
    });
    addEventListener("popstate", read);
    read();
  };

  fetch(place.dataset.findings)
    .then((response) => response.json())
    .then(start)
    .catch(() => {}); // the lists below stay
})();
