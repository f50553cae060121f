"""The codec between values and what JSON can hold, put together from the shapes of fields.

A reader takes a value as a JSON parser gives it, and first assumes that it is right. Only where something is
not right does it read the object again, part by part, and raise `Misread` with every problem and its path.
Fields that are empty by default are left out of a file while they are empty. All others are written, and come
first, so that a default that changes one day changes no file already written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import repeat
from typing import Any, Final, NoReturn, TypeVar, cast

import attrs

from commissioning.errors import RecordError
from commissioning.interchange import scalars
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.values.checking import Checked, given
from commissioning.values.shapes import Either, Fixed, ManyOf, OfClass, OneOf, OrNone, Plain, Shape
from commissioning.values.text import article, did_you_mean, display_name

T = TypeVar("T")
Reader = Callable[[Any], Any]
Writer = Callable[[Any], Any]

_EMPTY: Final = (None, "", ())
_ALWAYS: Final = object()
_AS_IT_IS: Final = {str, int, bool}
_LIST_ALL: Final = 12  # so many tags are listed; of more, the schema is named


class Repeated(dict[str, Any]):
    """An object of a file in which keys appear twice; JSON would keep the last of each silently."""

    twice: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def codec_for(process: Process) -> Codec:
    """The codec for a process's records and every value they hold."""
    return Codec(given(Process, process, "codec"))


class Codec:
    """Reads and writes the classes of one process, each by functions made when it is first needed."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.reader = cache(self._reader)
        self.writer = cache(self._writer)
        self.class_reader = cache(self._class_reader)
        self.class_writer = cache(self._class_writer)

    def read(self, cls: type[T], value: object) -> T:
        """The value of a class, or of any kind of `Record`, that a file holds.

        Raises `Misread` with every problem.
        """
        return cast("T", self.reader(OfClass(cls))(value))

    def write(self, cls: type[T], value: T) -> dict[str, Any]:
        """A value as plain dicts, lists and text. Raises `RecordError` for what no file can hold."""
        write: Writer = self.writer(OfClass(cls)) or as_it_is
        return cast("dict[str, Any]", write(value))

    # Reading

    def _reader(self, shape: Shape) -> Reader:  # noqa: PLR0911  (one a shape)
        """The reader of a field; it refuses whatever does not belong there."""
        match shape:
            case Plain(kind):
                return scalars.SCALARS[kind].read
            case OneOf(kind):
                return scalars.member_reader(kind)
            case OrNone(inner):
                return _unless_none(self.reader(inner))
            case ManyOf(part):
                return _list_reader(repeat(self.reader(part)))
            case Fixed(parts):
                return _list_reader(tuple(map(self.reader, parts)), len(parts))
            case OfClass(kind) if not scalars.choices(shape, self.process):
                return self.class_reader(kind)
            case OfClass(kind):
                return self._choice_reader(display_name(kind), scalars.choices(shape, self.process))
            case Either():
                return self._choice_reader("", scalars.choices(shape, self.process))

    def _quick(self, shape: Shape) -> Reader | None:
        """The reader of a field whose class checks it too: None where the value is taken as it is."""
        match shape:
            case Plain(kind) if kind in _AS_IT_IS:
                return None
            case OrNone(inner):  # the class says whether it takes None
                return self._quick(inner)
            case ManyOf(part) if self._quick(part) is None:
                return _row_as_it_is
            case _:
                return self.reader(shape)

    def _class_reader(self, cls: type, tagged: bool = False) -> Reader:
        fields, checked = scalars.fields_of(cls), issubclass(cls, Checked)
        readers: dict[str, Reader | None] = {}

        def read(value: Any) -> object:  # noqa: ANN401
            if not readers:
                first = self._quick if checked else self.reader
                readers.update({name: first(shape) for name, shape in fields.items()})
                readers.update({scalars.TAG: None} if tagged else {})
            try:
                if type(value) is not dict:  # a list, or an object with a key that appears twice
                    raise scalars.Misread
                made = {}
                for name, item in value.items():
                    reader = readers[name]
                    as_it_is = reader is None or (item is None and checked)
                    made[name] = item if as_it_is else reader(item)  # type: ignore[misc]
                if tagged:
                    del made[scalars.TAG]
                return cls(**made)
            except Exception:  # whatever it was, each part is read again to find all that is wrong
                return self._read_again(cls, value, {scalars.TAG} if tagged else set())

        return read

    def _read_again(self, cls: type, value: object, tags: set[str]) -> object:
        needed = [field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING]
        if not isinstance(value, dict):
            words = f"{scalars.shown(value)} is not {article(display_name(cls))}"
            inside = ", ".join(f'"{name}": ...' for name in needed) or "..."
            raise scalars.Misread(f"{words}; write it as an object {{{inside}}}")
        twice = value.twice if isinstance(value, Repeated) else ()
        value, fields = _with_names_of_today(cls, value), scalars.fields_of(cls)
        parts = {
            name: self.reader(shape) if name in value else _missing(shape)
            for name, shape in fields.items()
            if name in value or name in needed
        }
        made, lines = _gathered((scalars.step(n), read, value.get(n)) for n, read in parts.items())
        instance: Any = None
        if not lines:
            try:
                instance = cls(**dict(zip(parts, made, strict=True)))
            except RecordError as error:
                lines += [("", f"{error.what}: {problem}") for problem in error.problems]
            except Exception as error:  # a slip in a council's own class: its place helps
                lines.append(("", str(error)))
        lines += _strange_keys(cls, value, {*fields, *tags}, twice)
        if lines:
            raise scalars.Misread(lines=lines)
        return instance

    def _choice_reader(self, noun: str, tags: Mapping[str, type]) -> Reader:
        def read(value: Any) -> object:  # noqa: ANN401
            try:
                found = tags[value[scalars.TAG]]
            except (KeyError, TypeError):
                raise _no_such_kind(value, tags, noun) from None
            return self.class_reader(found, True)(value)

        return read

    # Writing

    def _writer(self, shape: Shape) -> Writer | None:  # noqa: PLR0911  (one a shape)
        """The writer of a field; None where JSON holds the value as it is."""
        match shape:
            case Plain(kind):
                return None if kind in _AS_IT_IS else scalars.SCALARS[kind].write
            case OneOf():
                return lambda value: value.value
            case OrNone(inner):
                write = self.writer(inner)
                return None if write is None else _unless_none(write)
            case ManyOf(part):
                each = self.writer(part)
                return list if each is None else lambda value: [each(item) for item in value]
            case Fixed(parts):
                writers = [self.writer(part) or as_it_is for part in parts]
                return lambda value: [w(item) for w, item in zip(writers, value, strict=True)]
            case OfClass(kind) if not scalars.choices(shape, self.process):
                return self.class_writer(kind)
            case OfClass() | Either():
                return self._choice_writer(scalars.choices(shape, self.process))

    def _class_writer(self, cls: type, tag: str = "") -> Writer:
        fields = scalars.fields_of(cls)
        # A field is not written where it has its default and that is empty.
        given = ((field.name, field.default) for field in attrs.fields(cls))
        defaults = {n: next((e for e in _EMPTY if d is e or d == e), _ALWAYS) for n, d in given}
        rows: list[tuple[str, Writer | None, object]] = []

        def write(value: object) -> dict[str, Any]:
            if not rows:
                in_order = sorted(fields, key=lambda name: defaults[name] is not _ALWAYS)
                rows.extend((n, self.writer(given_shape(fields[n])), defaults[n]) for n in in_order)
            made: dict[str, Any] = {scalars.TAG: tag} if tag else {}
            for name, writer, empty in rows:
                item = getattr(value, name)
                if item or item != empty:
                    made[name] = item if writer is None or item is None else writer(item)
            return made

        return write

    def _choice_writer(self, tags: Mapping[str, type]) -> Writer:
        names = {cls: tag for tag, cls in tags.items()}

        def write(value: object) -> dict[str, Any]:
            cls: Any = type(value)
            if cls not in names:
                raise _unknown_kind(cls)
            return cast("dict[str, Any]", self.class_writer(cls, names[cls])(value))

        return write


def given_shape(shape: Shape) -> Shape:
    """The shape of a field that is not None."""
    return shape.of if isinstance(shape, OrNone) else shape


def as_it_is(value: object) -> object:
    """The reader or writer of a value that a file holds as it is."""
    return value


def _unless_none(step_: Reader) -> Reader:
    return lambda value: None if value is None else step_(value)


def _row_as_it_is(value: object) -> tuple[object, ...]:
    if type(value) is not list:
        raise scalars.Misread
    return tuple(value)


def _list_reader(readers: Iterable[Reader], length: int | None = None) -> Reader:
    def read_list(value: object) -> tuple[object, ...]:
        if not isinstance(value, list) or length not in {None, len(value)}:
            what = "list; write [...], even around a single item"
            words = f"list of {length} items" if length else what
            raise scalars.Misread(f"{scalars.shown(value)} is not a {words}")
        try:
            return tuple([read(item) for read, item in zip(readers, value)])  # noqa: B905
        except scalars.Misread:  # the readers of a row never end, hence no `strict`
            pairs = zip(readers, value)  # noqa: B905
        _, lines = _gathered((f"[{n}]", *pair) for n, pair in enumerate(pairs))
        raise scalars.Misread(lines=lines)

    return read_list


def _gathered(
    parts: Iterable[tuple[str, Reader, object]],
) -> tuple[list[object], list[tuple[str, str]]]:
    made: list[object] = []
    lines: list[tuple[str, str]] = []
    for place, read, item in parts:
        try:
            made.append(read(item))
        except scalars.Misread as error:
            lines += [(place + at, problem) for at, problem in error.lines]
    return made, lines


def _with_names_of_today(cls: type, value: dict[str, Any]) -> dict[str, Any]:
    """An object of a file with the names that fields have today; a single item becomes a list of it."""
    old = {then: now for then, now in getattr(cls, "formerly", {}).items() if then in value}
    if not old or any(now in value for now in old.values()):
        return value
    shapes_ = scalars.fields_of(cls)
    renamed = {old.get(name, name): item for name, item in value.items()}
    for now in old.values():
        item = renamed[now]
        if isinstance(shapes_[now], ManyOf) and not isinstance(item, list):
            renamed[now] = [item] if item else []
    return renamed


def _missing(shape: Shape) -> Reader:
    def read(_: object) -> NoReturn:
        raise scalars.Misread(f"is missing; give {scalars.wanted(shape)}")

    return read


def _strange_keys(
    cls: type, value: Mapping[str, Any], known: set[str], twice: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for name in (name for name in value if name not in known):
        hint = did_you_mean(str(name), known) or "; take it out"
        yield scalars.step(str(name)), f"{article(display_name(cls))} has no such field{hint}"
    for name in twice:
        yield scalars.step(name), "appears more than once; keep the right one"


def _no_such_kind(value: object, tags: Mapping[str, type], noun: str) -> scalars.Misread:
    kind = f"{article(noun)} of this process" if noun else "a kind that belongs here"
    if not isinstance(value, dict):
        return scalars.Misread(
            f'{scalars.shown(value)} is not {kind}; write an object {{"{scalars.TAG}": ...}}'
        )
    listed = ", ".join(f'"{tag}"' for tag in tags)
    one = f'one that `json_schema` lists, such as "{next(iter(tags))}"'
    known = f"one of {listed}" if len(tags) <= _LIST_ALL else one
    if value.get(scalars.TAG) is None:
        return scalars.Misread(f"is missing; give {known}", scalars.step(scalars.TAG))
    near = (
        did_you_mean(str(value[scalars.TAG]), tags)
        or f"; give {known}, or pass the process that has it"
    )
    return scalars.Misread(
        f"{scalars.shown(value[scalars.TAG])} is not {kind}{near}", scalars.step(scalars.TAG)
    )


def _unknown_kind(cls: type) -> RecordError:
    way = "with_steps" if issubclass(cls, Record) else "with_kinds"
    words = f"this process does not have it; pass one that has, made with `Process.{way}`"
    return RecordError(display_name(cls), (words,))
