// One form of a text for the index and for the query, as generator/search/normal.py has it.
const DROPPED = /[\p{Cc}\p{Cf}\p{Z}]/u;
export const WORD = /[\p{L}\p{N}]/u;
export const BREAK = "\n"; // stands between two passages

/** A function from a text to its normal form, given the traditional characters with their simplified ones. */
export const normaliser = (simplified) => {
  const known = new Map();
  const one = (character) => {
    let found = known.get(character);
    if (found === undefined) {
      const plain = [...character.normalize("NFKC").toLowerCase()];
      found = plain.filter((c) => !DROPPED.test(c)).map((c) => simplified[c] ?? c).join("");
      known.set(character, found);
    }
    return found;
  };
  const normal = (text) => Array.from(text, one).join("");
  /** The normal form, and for each of its UTF-16 units where in the text it came from; the end as well. */
  normal.placed = (text) => {
    let [made, at] = ["", 0];
    const places = [];
    for (const character of text) {
      const piece = one(character);
      for (let unit = 0; unit < piece.length; unit++) places.push(at);
      made += piece;
      at += character.length;
    }
    return [made, [...places, at]];
  };
  return normal;
};

/** The runs of letters and digits in a normal text, each as an array of characters. */
export const runs = (normal) => {
  const found = [[]];
  for (const character of normal) {
    if (WORD.test(character)) found.at(-1).push(character);
    else if (found.at(-1).length) found.push([]);
  }
  return found.filter((run) => run.length);
};

/** What the index is asked for to find a run: its pairs of characters, or its only one. */
export const grams = (run) =>
  run.length === 1 ? run : run.slice(1).map((character, index) => run[index] + character);
