"""Formulas over named variables, evaluated without Python's ``eval``: exact decimals, four operations, few functions.

People write «(Atendidas ÷ Población total) × 100»: names may have blanks and accents, signs may be those of print. A
formula whose words are no arithmetic over its variables cannot be evaluated, and is told at the place of the mistake.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from difflib import get_close_matches

from simpleeval import InvalidExpression, SimpleEval

from ceiba.kernel.exact import total
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, Datum, Value
from ceiba.kernel.text import _, fold

LONGEST = 500  # letters; nobody reads a longer one
_MOST_STEPS = 150  # operations of one formula, so that it is never too deep to compute
_WORK = Context(prec=60, Emax=999, Emin=-999, traps=[InvalidOperation, DivisionByZero, Overflow])
_PRINT = Context(prec=28, Emax=999, Emin=-999, traps=[InvalidOperation, Overflow])
_SIGNS = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "^": "**", "[": "(", "]": ")", "{": "(", "}": ")"}
_TIMES = "x"  # the letter, as people write the sign
_WORD = re.compile(r"[^\W\d]\w*(?:[^\S\n]+[^\W\d]\w*)*")
_DECIMAL_COMMA = re.compile(r"\d,\d")
_FUNCTIONS = {
    "suma": lambda *numbers: total(numbers),
    "promedio": lambda *numbers: _WORK.divide(total(numbers), Decimal(len(numbers))),
    "minimo": lambda *numbers: min(numbers),
    "min": lambda *numbers: min(numbers),
    "maximo": lambda *numbers: max(numbers),
    "max": lambda *numbers: max(numbers),
}
_OPERATORS = {
    ast.Add: _WORK.add,
    ast.Sub: _WORK.subtract,
    ast.Mult: _WORK.multiply,
    ast.Div: _WORK.divide,
    ast.Pow: _WORK.power,
    ast.USub: _WORK.minus,
    ast.UAdd: _WORK.plus,
}


class BadFormula(ValueError):
    """A formula that cannot be computed: what is wrong in Spanish, and at which letter, counted from 1."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


@dataclass(frozen=True, slots=True)
class VariableFormula:
    """A formula that can be computed: its text, the names of its variables, and those that it uses."""

    text: str
    variables: tuple[str, ...]
    uses: tuple[str, ...]
    tree: ast.Expression

    def value(self, given: Mapping[str, Datum]) -> Datum:
        """Return the figure for values of the variables, rounded once to 28 digits.

        The first absent variable makes the figure absent in the same state (one not given: no data); a division by
        zero, or a figure without end, does not apply.
        """
        amounts: dict[str, Decimal] = {}
        for name in self.uses:
            figure = given.get(name, NO_DATA)
            if not isinstance(figure, Value):
                return figure
            amounts[_place(self.variables.index(name))] = figure.amount
        try:
            return Value(_plain(_PRINT.plus(_Exact(amounts).result(self.tree))))
        except ArithmeticError:  # those of decimals are among them
            return NOT_APPLICABLE

    def quotient(self, given: Mapping[str, Datum]) -> tuple[Decimal, Decimal] | None:
        """Return numerator and denominator of a formula that is a quotient, with or without a factor beside it.

        None where it is none, where a variable is absent, or where one of the two has no end.
        """
        division = _division(self.tree.body)
        if division is None:
            return None
        pair = []
        for side in (division.left, division.right):
            figure = replace(self, tree=ast.Expression(side)).value(given)
            if not isinstance(figure, Value):
                return None
            pair.append(figure.amount)
        return pair[0], pair[1]


def read_formula(text: str, variables: Sequence[str]) -> VariableFormula:
    """Return a formula over variables; ``BadFormula`` tells what is wrong and where."""
    if len(text) > LONGEST:
        raise BadFormula(_("La fórmula es demasiado larga: %(most)s letras bastan.") % {"most": LONGEST}, LONGEST)
    if comma := _DECIMAL_COMMA.search(text):
        raise BadFormula(_("Dentro de una fórmula los decimales llevan punto: 0.5."), comma.start() + 2)
    plain, at, used = _named(text, variables)
    try:
        tree = ast.parse(plain, mode="eval")
    except SyntaxError as error:
        raise _not_understood(at, (error.offset or 1) - 1) from None
    except (ValueError, RecursionError, MemoryError):
        raise _not_understood(at, 0) from None
    _check(tree, plain, at)
    return VariableFormula(text, tuple(variables), used, tree)


def _plain(number: Decimal) -> Decimal:
    """Return a number without the zeros that arithmetic left behind its decimals: 75.00 is 75."""
    bare = number.normalize(_PRINT)
    return bare if bare.as_tuple().exponent <= 0 else Decimal(format(bare, "f"))  # type: ignore[operator]  # it is finite


def _division(node: ast.expr) -> ast.BinOp | None:
    """Return the division that a formula is, past a plain number that multiplies it: «a / b × 100»."""
    if not isinstance(node, ast.BinOp):
        return None
    if isinstance(node.op, ast.Div):
        return node
    if isinstance(node.op, ast.Mult):
        for factor, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(factor, ast.Constant):
                return _division(other)
    return None


def _place(number: int) -> str:
    return f"v_{number}_"


def _named(text: str, variables: Sequence[str]) -> tuple[str, list[int], tuple[str, ...]]:
    """Return the formula with a plain name for each variable, where each letter of it stood, and what is used."""
    known = {fold(name): number for number, name in enumerate(variables)}
    made, used = "", []
    at: list[int] = []
    for match in _tokens(variables).finditer(_bare(text)):
        word = match.group()
        number = known.get(fold(word)) if word.strip() else None
        if number is not None:
            used.append(variables[number])
            piece = _place(number)
        elif word == _TIMES:
            piece = "*"
        elif _WORD.fullmatch(word):
            if fold(word) not in _FUNCTIONS:
                raise BadFormula(_unknown(word, variables), match.start() + 1)
            piece = fold(word)
        else:
            piece = _SIGNS.get(word, word)
        if made or piece.strip():  # an expression may not begin with a blank
            made += piece
            at += [match.start()] * len(piece)
    return made, at, tuple(dict.fromkeys(used))


def _bare(text: str) -> str:
    """Return the formula without «=» before it and «%» behind it, every letter where it stood."""
    plain = "".join(" " if letter.isspace() else letter for letter in text).rstrip().removesuffix("%")
    return " " + plain[1:] if plain.startswith("=") else plain


def _tokens(variables: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of the parts of a formula: names of variables, the longest first, words, single letters."""
    longest = sorted((name.split() for name in variables if name.strip()), key=lambda words: -len(" ".join(words)))
    names = [r"\s+".join(re.escape(word) for word in words) for words in longest]
    whole = [rf"(?<!\w){name}(?!\w)" for name in names]
    return re.compile("|".join([*whole, _WORD.pattern, "."]), re.IGNORECASE | re.DOTALL)


def _unknown(word: str, variables: Sequence[str]) -> str:
    near = get_close_matches(fold(word), [fold(name) for name in variables], n=1, cutoff=0.6)
    meant = next((name for name in variables if near and fold(name) == near[0]), None)
    if meant:
        return _("«%(word)s» no está entre las variables; ¿quiso decir «%(near)s»?") % {"word": word, "near": meant}
    return _("«%(word)s» no está entre las variables: agréguela.") % {"word": word}


def _not_understood(at: Sequence[int], place: int) -> BadFormula:
    column = at[min(max(place, 0), len(at) - 1)] + 1 if at else 1
    return BadFormula(_("Aquí la fórmula no se entiende como una cuenta."), column)


def _check(tree: ast.Expression, plain: str, at: Sequence[int]) -> None:
    """Refuse what is no plain arithmetic before anybody computes it; keep every number as it is printed."""
    calls = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    steps = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            node.value = Decimal(plain[node.col_offset : node.end_col_offset])  # type: ignore[assignment]
        elif isinstance(node, ast.BinOp | ast.UnaryOp) and type(node.op) in _OPERATORS:
            steps += 1
        elif not _is_plain(node, calls):
            raise _not_understood(at, getattr(node, "col_offset", 0))
    if steps > _MOST_STEPS:
        raise BadFormula(_("La fórmula tiene demasiadas operaciones."), 1)


def _is_plain(node: ast.AST, calls: set[int]) -> bool:
    if isinstance(node, ast.Name):
        return (node.id in _FUNCTIONS) == (id(node) in calls)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and bool(node.args) and not node.keywords
    return isinstance(node, ast.Expression | ast.operator | ast.unaryop | ast.expr_context)


class _Exact(SimpleEval):  # type: ignore[misc]  # the library has no types
    """The evaluator of the library, in decimals: what is printed in a formula is what is computed."""

    def __init__(self, amounts: Mapping[str, Decimal]) -> None:
        super().__init__(operators=_OPERATORS, functions=_FUNCTIONS, names=dict(amounts))
        self.nodes[ast.Constant] = lambda node: node.value
        self.nodes[ast.Expression] = lambda node: self._eval(node.body)

    def result(self, tree: ast.Expression) -> Decimal:
        """Return the number of a tree; ``ArithmeticError`` where there is none."""
        try:
            return Decimal(self.eval("", previously_parsed=tree))
        except InvalidExpression as error:
            raise ArithmeticError(str(error)) from None
