// Correct a row: which cell? Without this script the button of a row opens the form with the row's address.
(() => {
  "use strict";
  const form = document.getElementById("fix");
  if (!form || !window.HTMLDialogElement) return;

  const columnsAt = new URL("columns.json", document.currentScript.src);
  const element = (name, attributes, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };
  const both = (zh, en) => {
    const made = document.createDocumentFragment();
    made.append(element("b", {}, zh), " ", element("i", { lang: "en" }, en));
    return made;
  };

  // What a button corrects: the head of its row, group of columns or fact.
  const headOf = (button) => button.closest("th, div:has(> dt)").querySelector("b").textContent;
  for (const button of form.elements) {
    if (button.name === "cell") button.setAttribute("aria-label", `更正 ${headOf(button)} correct`);
  }

  // A cell as people write it: null for a blank, ? for what our copy does not hold.
  const notation = (cell) => (cell.classList.contains("b") ? "null" : cell.textContent);
  const issue = (cell, present) => {
    const query = new URLSearchParams(new FormData(form));
    query.set("cell", cell);
    query.set("present", present);
    return `${form.action}?${query}`;
  };
  const figures = (button) => {
    const row = button.value;
    if (!row.startsWith("review.")) return [...button.closest("tr").querySelectorAll("td")];
    const cells = [...button.closest("table").querySelectorAll("td")];
    const group = [...button.closest("table").querySelectorAll("th [name=cell]")].indexOf(button);
    return cells.slice(group * 5, group * 5 + 5);
  };

  const open = (button, columns) => {
    const row = button.value;
    const list = element("ul", {});
    const add = (cell, present, name) =>
      list.append(element("li", {}, element("a", { href: issue(cell, present) }, name), ` ${present}`));
    if (button.dataset.present === undefined) {
      const named = columns[form.dataset.form];
      const cells = figures(button).map(notation);
      (named[row] ?? named[row.split(".")[0]]).forEach(([key, zh, en], index) =>
        add(`${row}.${key}`, cells[index], both(zh, en)),
      );
      add(row, cells.join(" | "), both("整行", "The whole row"));
    } else {
      add(row, button.dataset.present, both("填更正单", "Fill in the form"));
    }
    // The lines of the data file stand in the order of the buttons.
    const place = [...form.elements].filter((each) => each.name === "cell").indexOf(button);
    const line = form.dataset.lines.split(" ")[place];
    const file = `${form.dataset.file}#L${line}`;
    const close = element("button", { type: "button", className: "md-button" }, both("关闭", "Close"));
    const title = element("p", { id: "gk-fix" }, element("strong", {}, both("更正", "Correct")), ` ${headOf(button)}`);
    const dialog = element(
      "dialog",
      { className: "gk-fix" },
      title,
      element("p", { className: "gk-note" }, both("后面是本站现在的值。", "Beside each is its present value.")),
      list,
      element("p", {}, element("a", { href: file }, both(`数据文件第 ${line} 行（git）`, `Line ${line} of the data file (git)`))),
      element("p", {}, close),
    );
    dialog.setAttribute("aria-labelledby", "gk-fix");
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.querySelector("article").append(dialog);
    dialog.showModal();
  };

  let columns = null;
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button?.name) return; // the whole page
    event.preventDefault();
    try {
      columns ??= await (await fetch(columnsAt)).json();
      open(button, columns);
    } catch {
      location.assign(issue(button.value, button.dataset.present ?? ""));
    }
  });
})();
