// The tables of a comparison as plain values: the page draws them and the CSV writes them, so that both say the same.
// A cell has a kind (also its class), the text shown, its notation in the CSV, and a share for its bar where it has one.

const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;
const ABSENT = { kind: "x", both: ["表式无此项", "not on this form"], notation: "" };
const OPEN = { kind: "x", both: ["无从计算", "cannot be computed"] };
const LAW = 2024; // the revised Administrative Reconsideration Law

const cell = (value, marks) => {
  if (value === undefined) return ABSENT;
  if (value === null) return { kind: "b", text: "", notation: "null", told: ["空白", "blank"] };
  const text = String(value);
  if (text === "?") return { kind: "q", text, told: ["存档副本中没有", "not in our copy"] };
  if (typeof value === "number" || NUMBER.test(text)) {
    return { kind: Number(text) === 0 ? "z" : "n", text, amount: Number(text) };
  }
  return { kind: marks.includes(text) ? "m" : "t", text };
};

const layout = (report) => `${report.form}/${report.divided ? "divided" : "undivided"}`;

export const percent = (part, whole) => {
  const tenths = Math.floor((2000 * part + whole) / (2 * whole)); // as the static pages round
  return `${tenths < 0 ? "-" : ""}${Math.floor(Math.abs(tenths) / 10)}.${Math.abs(tenths) % 10}%`;
};

export const rate = (measure, fewest) => {
  if (!Array.isArray(measure) || measure[1] < 0) return OPEN;
  const [part, whole] = measure;
  if (whole === 0) return { kind: "x", both: ["不存在", `does not exist (${part}/0)`] };
  const text = `${percent(part, whole)} (${part}/${whole})`;
  return { kind: whole < fewest ? "few" : "n", text, amount: part / whole };
};

// What cannot be compared among these reports: "form" and "law_2024", as the traps are called.
export const breaks = (reports) => {
  const found = new Set();
  if (new Set(reports.map(({ form }) => form)).size > 1) found.add("form");
  if (new Set(reports.map(({ year }) => year < LAW)).size > 1) found.add("law_2024");
  return found;
};

// The breaks that lie between the figures of a row, of those that apply to it: cells without a figure do not count.
const between = (cells, reports, applying) => {
  const apart = breaks(reports.filter((_, place) => cells[place].kind !== "x"));
  return applying.some((key) => apart.has(key));
};

const drawn = (row, scale) => {
  const amounts = row.cells.map(({ amount }) => amount).filter((amount) => amount !== undefined);
  const most = scale ?? Math.max(0, ...amounts);
  if (row.broken || most <= 0) return row;
  for (const found of row.cells) {
    if (found.amount > 0) found.share = Math.min(1, found.amount / most);
  }
  return row;
};

// Which breaks apply to a row of a table.
const applying = (table, address) => {
  if (table === "review") return ["law_2024"];
  return table === "proactive" || address.startsWith("requests.other_outcome") ? ["form"] : [];
};

export const build = (chosen, { forms, indicators, several }, column) => {
  const reports = chosen.map(({ report }) => report);
  const apart = breaks(reports);
  const lists = forms.columns;
  const at = (report, row, key) => {
    const form = row.forms[report.form];
    const place = form ? lists[form.columns].findIndex((found) => found.key === key) : -1;
    return place < 0 ? undefined : report.cells[row.row]?.[place];
  };
  const pointed = (report, address) => report.findings.filter(({ cells }) => cells[0] === address);
  const printed = (row, key) =>
    reports.map((report) => {
      const address = `${row.row}.${key}`;
      return { ...cell(at(report, row, key), forms.marks), marks: pointed(report, address) };
    });
  const named = (found) => [...new Set(found.map(({ zh }) => zh))].join(" / ");
  const english = (found) => [...new Set(found.map(({ en }) => en))].join(" / ");
  const labels = (found) => [named(found), english(found)];

  const about = {
    key: "about",
    caption: ["报告", "Reports"],
    rows: [
      ["form", ["表式", "Form"], ({ form, fits_year: fits }) => form + (fits ? "" : "（与年度不符 not for its year）")],
      ["published", ["公布日期", "Published"], ({ published }) => published ?? "未记录 not recorded"],
      ["revision", ["第几次公布", "Revision"], ({ revision }) => String(revision)],
      ["findings", ["核对发现", "Findings"], ({ findings }) => String(findings.filter((f) => f.level === "finding").length), () => "#findings"],
      ...(several ? [["archive", ["档案", "Archive"], ({ archive }) => archive, ({ archive }) => archive]] : []),
    ].map(([address, label, text, to]) => ({
      address,
      label,
      groups: [],
      cells: reports.map((report) => ({ kind: "p", text: text(report), href: to?.(report), marks: pointed(report, address) })),
    })),
  };

  const figures = {
    key: "figures",
    caption: ["主要数据（总计列；斜体为本站合计）", "Main figures (column of totals; sums made here in italics)"],
    rows: forms.figures
      .filter((figure) => reports.some((report) => figure.cells[layout(report)]))
      .map((figure) => {
        const cells = reports.map((report) => {
          const addresses = figure.cells[layout(report)];
          if (!addresses) return { ...ABSENT };
          const values = addresses.map((address) => {
            const end = address.lastIndexOf(".");
            const row = forms.rows.find((found) => found.row === address.slice(0, end));
            return at(report, row, address.slice(end + 1));
          });
          if (values.length === 1) return cell(values[0], forms.marks);
          if (!values.every((value) => Number.isSafeInteger(value))) return { ...OPEN };
          const sum = values.reduce((total, value) => total + value, 0);
          return { kind: sum === 0 ? "z" : "n", text: String(sum), amount: sum, sum: true };
        });
        const broken = between(cells, reports, applying(figure.table, figure.key));
        return drawn({ address: figure.key, label: labels([figure.label]), groups: [], cells, broken });
      }),
  };

  const rates = {
    key: "indicators",
    caption: [
      `指标：比率和件数；灰色斜体的不足 ${indicators.fewest} 件`,
      `Indicators: rate and counts; those over fewer than ${indicators.fewest} cases are grey, in italics`,
    ],
    rows: indicators.indicators.map((indicator) => {
      const cells = reports.map((report) => rate(report.indicators[indicator.key], indicators.fewest));
      const group = indicators.groups.find(({ key }) => key === indicator.group);
      return drawn(
        {
          address: `indicators.${indicator.key}`,
          label: labels([indicator.label]),
          groups: [labels([group.label])],
          cells,
          broken: between(cells, reports, indicator.traps),
        },
        1,
      );
    }),
  };

  const statutory = Object.entries(forms.tables).map(([key, caption]) => ({
    key,
    caption: [caption.zh, caption.en],
    rows: forms.rows
      .filter((row) => row.table === key && reports.some((report) => report.cells[row.row]))
      .flatMap((row) => {
        const used = [...new Set(reports.map(({ form }) => form))].filter((form) => row.forms[form]);
        const columns = new Map();
        for (const form of used) {
          for (const found of lists[row.forms[form].columns]) {
            const before = columns.get(found.key) ?? { names: [], rows: [] };
            columns.set(found.key, { names: [...before.names, found], rows: [...before.rows, row.forms[form]] });
          }
        }
        const of = labels(used.map((form) => row.forms[form]));
        const groups = row.groups.map((group) => [group.zh, group.en]);
        const line = (name, label, above) => {
          const cells = printed(row, name);
          const broken = between(cells, reports, applying(key, row.row));
          return { address: `${row.row}.${name}`, label, groups: above, cells, broken };
        };
        if (key === "requests") return [line(column, of, groups)];
        return [...columns].map(([name, { names, rows }]) =>
          key === "review"
            ? line(name, labels(names), [of])
            : line(name, [`${named(rows)} · ${named(names)}`, `${english(rows)} · ${english(names)}`], groups),
        );
      }),
  }));
  return { tables: [about, figures, rates, ...statutory], apart };
};

const shown = (found) => found.notation ?? found.text ?? found.both.join(" ");
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

// Exactly what the page shows: null is a blank, nothing at all a cell that the form does not have.
export const csv = (chosen, { tables }, notice) => {
  const heads = chosen.map(({ body, report }) => `${body.name} ${report.year}`);
  const lines = [["table", "row", "address", "note", ...heads]];
  for (const table of tables) {
    for (const row of table.rows) {
      const label = [...row.groups, row.label].map(([zh]) => zh).join(" › ");
      lines.push([table.key, label, row.address, row.broken ? "†" : "", ...row.cells.map(shown)]);
    }
  }
  if (notice) lines.push(["notice", `${notice.zh} ${notice.en}`, ...["", "", ...heads].map(() => "")]);
  return `\ufeff${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;
};
