"""Templates as Python that does no more than is asked of it: a page fills in hundreds of places.

The language is that of Jinja, strict and escaping. What differs is for speed: attributes and functions are
those of Python, read and called at once (``a.b`` is no item of a mapping); what ``~`` puts together is text,
to be escaped as a whole; what is said on every page is made once, with the template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from generator.render.markup import lean

HEADING = "\x02"
"""Stands before every heading that a template writes; no data file can hold it."""


class _Code(CodeGenerator):
    """The Python of a template."""

    environment: _Environment

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        self.writeline("from generator.render.markup import escaped")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, *_: object, **__: object
    ) -> None:
        if node.dyn_args or node.dyn_kwargs:
            self.fail("no argument is unpacked", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write(f"({'%s' * len(node.nodes)!r} % (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
            function = self.environment.pure.get(node.node.name)
            if function is not None:
                return function(*[argument.as_const(frame.eval_ctx) for argument in node.args])
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        del node, frame, finalize  # every template escapes
        self.write("escaped(")


class _Environment(jinja2.Environment):
    """What templates are read and filled in with."""

    code_generator_class = _Code

    def __init__(self, package: str, pure: Mapping[str, Callable[..., str]]) -> None:
        super().__init__(
            loader=_Templates(package),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self.pure = pure
        self.globals.update(pure)


class _Templates(jinja2.PackageLoader):
    """The templates, lean, with the headings that they write marked."""

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:
        source, *rest = super().get_source(environment, template)
        if template.endswith(".xml.j2"):
            return source, *rest
        return re.sub(r"^(?=#{1,6} )", HEADING, lean(source), flags=re.MULTILINE), *rest


def environment(package: str, pure: Mapping[str, Callable[..., str]]) -> jinja2.Environment:
    """The templates of a package; ``pure`` are functions of HTML that hang on their arguments alone."""
    return _Environment(package, pure)
