"""axe-core's accessibility rules over a page in the browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2].joinpath("requirements/npm/node_modules/axe-core/axe.min.js")


def violations(page: Page, exclude: tuple[str, ...] = ()) -> list[str]:
    """WCAG 2.2 AA violations, each as `rule (impact): selector: what to do`.

    `exclude` takes CSS selectors of parts to leave out.
    """
    if not SCRIPT.exists():
        raise FileNotFoundError(f"{SCRIPT} is missing; make test installs it")
    page.add_script_tag(path=SCRIPT)
    found = page.evaluate(
        """async exclude => {
            const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
            const result = await axe.run({exclude}, {runOnly: tags, resultTypes: ["violations"]});
            return result.violations.flatMap(rule => rule.nodes.map(node =>
                `${rule.id} (${rule.impact}): ${node.target.join(" ")}: ${rule.help}`));
        }""",
        list(exclude),
    )
    return [str(line) for line in found]
