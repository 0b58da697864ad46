// Every table can be saved as CSV, and long lists sorted and filtered: the pages are whole without it.
(() => {
  "use strict";
  const FILTERED_FROM = 8; // rows
  const both = (zh, en) => {
    const made = document.createElement("span");
    made.innerHTML = '<b></b> <i lang="en"></i>';
    [made.firstChild.textContent, made.lastChild.textContent] = [zh, en];
    return made;
  };
  const text = (cell) => cell.innerText.replace(/\s+/gu, " ").trim();

  // The rows as a grid: a merged head stands in its first place, the others it covers are empty; what a merged
  // cell says holds for every row that it covers.
  const grid = (rows) => {
    const found = rows.map(() => []);
    rows.forEach((row, y) => {
      let x = 0;
      for (const cell of row.cells) {
        while (found[y][x] !== undefined) x += 1;
        for (let down = 0; down < cell.rowSpan && y + down < rows.length; down += 1) {
          for (let right = 0; right < cell.colSpan; right += 1) {
            found[y + down][x + right] = { cell, first: !right && (!down || cell.matches("td")) };
          }
        }
      }
    });
    return found;
  };

  // What the reader sees now: rows that the filter hides are left out, the order is the one on the page.
  const csv = (table) => {
    const shown = [...table.rows].filter((row) => !row.hidden);
    const quoted = (value) => (/[",\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    const lines = grid(shown).map((cells) =>
      Array.from(cells, (at) => quoted(at?.first ? text(at.cell) : "")).join(","),
    );
    return `\uFEFF${lines.join("\r\n")}\r\n`; // the mark tells spreadsheets how to read Chinese
  };
  const save = (table, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };

  // Numbers sort as numbers; what is none, a blank or a "/", comes last in either direction.
  const NUMBER = /^-?[\d,]+(?:\.\d+)?%?(?=\s|$)/u;
  const key = (cell) => {
    const value = cell.dataset.value ?? NUMBER.exec(text(cell))?.[0].replace(/[,%]/gu, "");
    return value === undefined ? null : Number(value);
  };
  const order = (rows, column, direction) => {
    const keyed = rows.map((row) => {
      const cell = row.cells[column];
      return { row, number: key(cell), text: text(cell) };
    });
    const textual = keyed.every((item) => item.number === null);
    const compare = (a, b) => {
      if (textual) {
        if (!a.text || !b.text) return !a.text - !b.text;
        return direction * a.text.localeCompare(b.text, "zh");
      }
      if (a.number === null || b.number === null) return (a.number === null) - (b.number === null);
      return direction * (a.number - b.number);
    };
    return keyed.sort(compare).map((item) => item.row);
  };
  // A row that names the rows below it stays where it is.
  const plain = (body) => [...body.rows].filter((row) => !row.querySelector('[scope="rowgroup"]'));

  const sortable = (table) => {
    const bodies = [...table.tBodies].map((body) => [body, plain(body)]);
    const heads = grid([...table.tHead.rows]).at(-1).map(({ cell }) => cell);
    const last = table.tHead.rows.length - 1;
    heads.forEach((head, column) => {
      if (head.colSpan > 1 || head.parentNode.rowIndex + head.rowSpan - 1 < last) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "gk-sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = { descending: "ascending", ascending: null }[head.getAttribute("aria-sort")];
        for (const other of heads) other.removeAttribute("aria-sort");
        const chosen = next === undefined ? "descending" : next;
        if (chosen) head.setAttribute("aria-sort", chosen);
        for (const [body, rows] of bodies) {
          body.append(...(chosen ? order(rows, column, chosen === "ascending" ? 1 : -1) : rows));
        }
      });
    });
  };

  const filterable = (table, tools, count) => {
    const rows = [...table.tBodies].flatMap(plain);
    if (rows.length < FILTERED_FROM) return;
    const label = document.createElement("label");
    const field = document.createElement("input");
    const told = document.createElement("span");
    field.type = "search";
    field.id = `gk-rows-${count}`;
    label.htmlFor = field.id;
    label.append(both("筛选", "Filter"));
    told.setAttribute("role", "status");
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/u).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const content = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => content.includes(word));
        shown += !row.hidden;
      }
      told.textContent = words.length ? `${shown}/${rows.length}` : "";
    });
    tools.append(label, field, told);
  };

  document.querySelectorAll(".gk-table > table.gk").forEach((table, index) => {
    const tools = document.createElement("div");
    tools.className = "gk-tools";
    if (table.tHead && "sort" in table.dataset) {
      sortable(table);
      filterable(table, tools, index);
    }
    const button = document.createElement("button");
    const page = location.pathname.split("/").filter(Boolean).slice(-4).join("-") || "gongkai";
    button.type = "button";
    button.textContent = "CSV";
    const caption = table.caption ? text(table.caption) : "";
    button.setAttribute("aria-label", `CSV 下载此表 save this table: ${caption}`);
    button.addEventListener("click", () => save(table, `${page}-${index + 1}.csv`));
    tools.append(button);
    table.parentNode.before(tools);
  });
})();
