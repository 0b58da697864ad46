// What is compared, as the query of the address says it: ?r=510422102:2024,320813:2023&column=total
// An r that is given more than once adds to the first.

export const MOST = 6;
export const COLUMN = "total";

const PART = /^([^:\s\p{C}]+):([0-9]{4})$/u;

// A part of the address as it can be shown: what cannot be seen by its number, what is long cut short.
const LONGEST = 60;
export const told = (token) => {
  const seen = Array.from(token, (character) =>
    /\p{C}/u.test(character) ? `\\u{${character.codePointAt(0).toString(16)}}` : character,
  );
  return seen.length > LONGEST ? `${seen.slice(0, LONGEST).join("")}…` : seen.join("");
};

export const parse = (query, columns) => {
  const asked = new URLSearchParams(query);
  const tokens = asked.getAll("r").flatMap((part) => part.split(",")).filter(Boolean);
  const reports = [];
  const refused = []; // told to the reader, never dropped in silence
  for (const token of tokens) {
    const [, id, year] = PART.exec(token) ?? [];
    if (!id) {
      refused.push([token, "写法应为“编号:年度”", "expected id:year"]);
    } else if (reports.some((report) => report.id === id && report.year === Number(year))) {
      refused.push([token, "重复", "there twice"]);
    } else if (reports.length === MOST) {
      refused.push([token, `最多比较 ${MOST} 份`, `at most ${MOST} can be compared`]);
    } else {
      reports.push({ id, year: Number(year) });
    }
  }
  const [wanted = COLUMN, ...others] = asked.getAll("column");
  for (const other of others) refused.push([`column=${other}`, "只看一列，此处不用", "one column at a time; not used"]);
  const known = columns.some(({ key }) => key === wanted);
  if (!known) refused.push([`column=${wanted}`, "没有这一列，改用总计", "no such column; the total is shown"]);
  return { reports, column: known ? wanted : COLUMN, refused };
};

export const written = ({ reports, column }) => {
  const told = reports.map(({ id, year }) => `${encodeURIComponent(id)}:${year}`).join(",");
  const parts = [told && `r=${told}`, column !== COLUMN && `column=${column}`].filter(Boolean);
  return parts.length ? `?${parts.join("&")}` : "";
};
