// Draws a comparison. Everything from the data is set as text, never as markup.

export const element = (name, className, ...inside) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...inside.filter((part) => part !== undefined && part !== ""));
  return made;
};

export const both = ([zh, en]) => {
  const english = element("i", "", en);
  english.lang = "en";
  const made = document.createDocumentFragment();
  made.append(element("b", "", zh), " ", english);
  return made;
};

export const link = (href, ...inside) => {
  const made = element("a", "", ...inside);
  made.href = href;
  return made;
};

const head = (scope, ...inside) => {
  const made = element("th", "", ...inside);
  made.scope = scope;
  return made;
};

const drawn = (found, { report }) => {
  const text = found.both ? both(found.both) : found.text;
  const inside = found.sum ? element("i", "", text) : text;
  const to = found.href && new URL(found.href, report.page).href;
  const made = element("td", found.kind, to ? link(to, inside) : inside);
  if (found.told) made.setAttribute("aria-label", found.told.join(" "));
  for (const { rule, anchor } of found.marks ?? []) {
    const mark = link(`${report.page}#${anchor}`);
    mark.className = "gk-mark";
    mark.dataset.rule = rule; // the style sheet draws it, so that a copied table holds the figures alone
    mark.setAttribute("aria-label", `${rule} 见发现 see finding`);
    made.append(mark);
    made.classList.add("f");
  }
  if (found.share !== undefined) {
    const bar = element("span", "gk-bar");
    bar.style.inlineSize = `${100 * found.share}%`;
    bar.setAttribute("aria-hidden", "true"); // the figure beside it says the same
    made.append(bar);
  }
  return made;
};

const heads = (chosen) => {
  const line = element("tr", "", head("col", both(["项目", "Row"])));
  for (const { body, report } of chosen) {
    const name = element("span", "gk-of", body.name);
    line.append(head("col", link(report.page, name, ` ${report.year}`)));
  }
  return element("thead", "", line);
};

const table = (found, chosen) => {
  const lines = [];
  let above = "";
  for (const row of found.rows) {
    const path = row.groups.map(([zh]) => zh).join();
    if (row.groups.length && path !== above) {
      const title = head("rowgroup", ...row.groups.flatMap((group, place) => (place ? [" › ", both(group)] : [both(group)])));
      title.colSpan = chosen.length + 1;
      lines.push(element("tr", "", title));
    }
    above = path;
    const label = head("row", both(row.label));
    if (row.broken) {
      const sign = element("abbr", "", "†");
      sign.title = "不可直接比较 not comparable";
      label.prepend(sign, " ");
    }
    const line = element("tr", "", label, ...row.cells.map((cell, place) => drawn(cell, chosen[place])));
    line.dataset.address = row.address;
    lines.push(line);
  }
  const made = element("table", "gk", element("caption", "", both(found.caption)));
  made.append(heads(chosen), element("tbody", "", ...lines));
  const frame = element("div", "gk-table gk-compare", made);
  frame.tabIndex = 0;
  frame.role = "group";
  frame.dataset.table = found.key;
  frame.setAttribute("aria-label", found.caption[0]);
  return frame;
};

// The notes on what cannot be compared, then every table.
export const draw = (place, chosen, made, api) => {
  if (chosen.length === 0) return place.replaceChildren();
  const traps = api.indicators.traps;
  const notes = element("ul", "gk-traps");
  for (const key of [...made.apart, "splitting", "withdrawals", "included", "pending"]) {
    const sign = made.apart.has(key) ? "† " : "";
    const { label, text } = traps[key];
    notes.append(element("li", "", sign, element("strong", "", both([label.zh, label.en])), "：", both([text.zh, text.en])));
  }
  const told = element("details", "", element("summary", "", both(["比较时请注意", "Before you compare"])), notes);
  told.open = made.apart.size > 0;
  return place.replaceChildren(told, ...made.tables.map((found) => table(found, chosen)));
};
