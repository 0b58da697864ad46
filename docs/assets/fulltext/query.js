// What the reader wrote, as terms and ranges of figures.
import { grams, runs } from "./normal.js";

const PIECE = /([-－]?)(?:["“”„‟＂「『]([^"“”„‟＂」』]*)["“”„‟＂」』]?|([^\s"“”„‟＂「『]+))/gu;
const RANGE = /^([a-z_.]+)(>=|<=|>|<|=)(\d+(?:\.\d+)?)$/;
const BORDER = /(?<=[a-z0-9])(?=\p{Script=Han})|(?<=\p{Script=Han})(?=[a-z0-9])/gu; // 渔门镇2024
const LETTERS = /^[a-z]+$/;

/**
 * Terms have their normal text, the grams that the index knows, `without` where they are excluded, `exact`
 * where the index alone is sure of them, and `letters`, the pinyin that they may be. Quotes keep
 * a phrase as it is; without them punctuation parts terms, and so does the border of digits and Chinese.
 */
export const parse = (query, normal, figures) => {
  const [terms, ranges] = [[], []];
  const add = (text, without, quoted) => {
    const found = runs(text);
    if (!text || (!quoted && !found.length)) return;
    const only = found.length === 1 && found[0].join("") === text;
    terms.push({
      text,
      without,
      grams: [...new Set(found.flatMap(grams))],
      exact: only && found[0].length <= 2,
      letters: !quoted && LETTERS.test(text) ? [text] : [],
    });
  };
  for (const [, minus, phrase, word] of query.matchAll(PIECE)) {
    const without = minus !== "";
    if (phrase !== undefined) {
      add(normal(phrase), without, true);
      continue;
    }
    const text = normal(word);
    const range = RANGE.exec(text);
    if (range && range[1] in figures && !without) {
      ranges.push({ figure: range[1], sign: range[2], value: Number(range[3]) });
      continue;
    }
    const parts = text.replace(BORDER, "\n").split("\n").flatMap((part) => words(part));
    for (const part of parts) add(part, without, false);
  }
  join(terms);
  return { terms, ranges };
};

const words = (text) => runs(text).map((run) => run.join(""));

// Pinyin is often written in syllables: yumen zhen is looked for as yumenzhen too.
const join = (terms) => {
  for (let start = 0; start < terms.length; start++) {
    let end = start;
    while (terms[end]?.letters.length && !terms[end].without) end++;
    if (end > start + 1) {
      const whole = terms.slice(start, end).map((term) => term.text).join("");
      for (const term of terms.slice(start, end)) term.letters.push(whole);
    }
    start = Math.max(start, end - 1);
  }
};

/** Whether a figure is in all of the ranges given for it; nothing printed is in none. */
export const within = (value, { sign, value: bound }) => {
  if (value === null) return false;
  const number = Number(value);
  return { ">": number > bound, ">=": number >= bound, "<": number < bound, "<=": number <= bound, "=": number === bound }[sign];
};

