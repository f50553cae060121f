"""A questionnaire and its answers through a sheet and back, and the description of its form."""

import json
from datetime import date, datetime
from io import BytesIO

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import FormatError, RecordError
from commissioning.interchange.questionnaires import (
    form_description,
    questionnaire_table,
    read_answers,
    read_questionnaire,
)
from commissioning.interchange.questionnaires.cells import money_of
from commissioning.interchange.workbooks import tables_workbook
from commissioning.process import Process
from commissioning.records.answer_rules import (
    AnyRule,
    AtLeast,
    ByPerson,
    Cover,
    HeldBy,
    OfQuestion,
    PassIfIn,
)
from commissioning.records.answers import (
    AmountGiven,
    Answer,
    AnswerValue,
    Attached,
    Chosen,
    FigureGiven,
    InWords,
    MetBy,
    NotApplicable,
    OnDay,
    YearAmount,
    Yearly,
    YesNo,
)
from commissioning.records.means_rules import TimesValue, YearsTaken
from commissioning.records.questions import (
    AnswerKind,
    AnswerOption,
    AskedIf,
    BidQuestion,
    EvidenceAsked,
    EvidenceThrough,
    EvidenceWhen,
    IfMissed,
    QuestionKind,
    WhoAnswers,
)
from commissioning.testing.strategies.values import values
from commissioning.values.frozen import frozen
from commissioning.values.money import Money, VatBasis, pounds
from commissioning.values.tables import Column, Table

YES = PassIfIn(values=("yes",))
HELD = {"holds": "We hold it", "will-hold": "Will"}
OPTIONS = tuple(AnswerOption(reference=name, words=words) for name, words in HELD.items())
QUESTIONS = (
    BidQuestion(reference="1", words="Name?", part="Part 1", kind=QuestionKind.INFORMATION, fixed=True,
                help="In full"),
    BidQuestion(reference="2", words="=Bribery?", part="Part 2", asks_for=AnswerKind.YES_NO, ground="bribery",
                rule=PassIfIn(values=("no",)), of=WhoAnswers.EACH_RELIED_ON),
    BidQuestion(reference="3", words="Turnover?", asks_for=AnswerKind.YEARLY, if_missed=IfMissed.FAILS,
                rule=TimesValue(times="1.5", years=YearsTaken.MEAN, count=2), lots=("N1", "N2")),
    BidQuestion(reference="4", words="Insured?", asks_for=AnswerKind.OPTION, options=OPTIONS,
                rule=Cover(kind="liability", at_least=pounds(10, VatBasis.EXCLUDING), held_by=HeldBy.START),
                evidence=(EvidenceAsked(
                    kind="liability", when=EvidenceWhen.ON_REQUEST, through=EvidenceThrough.END),)),
    BidQuestion(reference="5", words="Insurer?",
                asked_if=(AskedIf(question="4", is_in=("holds", "will-hold")),)),
    BidQuestion(reference="6", words="On time?", asks_for=AnswerKind.FIGURE, unit="per cent", tests=("Q1",),
                kind=QuestionKind.SCORED, most_points="5.5", minimum=1, rule=AtLeast(figure=90)),
    BidQuestion(reference="7", words="Either", asks_for=AnswerKind.WORKED_OUT,
                rule=AnyRule(rules=(OfQuestion(question="2", rule=YES),))),
    BidQuestion(reference="8", words="Value?", asks_for=AnswerKind.AMOUNT, rule=ByPerson()),
    BidQuestion(reference="9", words="From when?", asks_for=AnswerKind.DAY),
    BidQuestion(reference="10", words="Plan?", asks_for=AnswerKind.DOCUMENT),
    BidQuestion(reference="11", words="Which?", asks_for=AnswerKind.OPTIONS, options=OPTIONS),
)  # fmt: skip


def years(*amounts):
    """A yearly answer, the last year to 31 March 2025."""
    return Yearly(years=tuple(
        YearAmount(ends_on=date(2025 - back, 3, 31), money=each) for back, each in enumerate(amounts)
    ))  # fmt: skip


VALUES = {
    "1": InWords(words="Alder Care Ltd"), "2": YesNo(yes=False), "3": years(pounds(2_900_000), pounds(3)),
    "4": Chosen(options=("will-hold",)), "5": InWords(words="+44 Mutual"), "6": FigureGiven(value="95.5"),
    "8": AmountGiven(money=Money("-7.25", "EUR", VatBasis.INCLUDING)), "9": OnDay(day=date(2026, 4, 1)),
    "10": Attached(), "11": Chosen(options=("holds", "will-hold")),
}  # fmt: skip
ALDER = tuple(
    Answer(
        question=name,
        value=value,
        evidence=("E1", "E2") if name == "4" else (),
        confidential=name in "35",
    )
    for name, value in VALUES.items()
)
BIRCH = (
    Answer(question="2", value=MetBy(party="cedar")),
    Answer(question="2", value=YesNo(yes=True), by="cedar"),
    Answer(question="6", value=NotApplicable(because="new firm")),
)
ANSWERS = {"alder": ALDER, "birch": BIRCH, "elm": ()}


def sheet_of(*lines):
    """CSV of some lines."""
    return "\n".join(lines)


def test_questionnaire_and_its_answers_go_through_a_sheet_and_back():
    """Councils keep this in a spreadsheet; nothing of it may be lost on the way in or out."""
    table = questionnaire_table(QUESTIONS, ANSWERS)
    found = read_questionnaire(table.to_csv())
    assert found.questions == QUESTIONS
    assert found.answers == ANSWERS
    assert read_questionnaire(table.to_csv(for_excel=True)).answers == ANSWERS


@given(
    st.lists(
        values(BidQuestion, asked_if=(), rule=None), max_size=3, unique_by=lambda q: q.reference
    )
)
def test_any_questions_go_through_a_sheet_and_back(questions):
    """Words of a question hold every sign there is, and none may be read as a part of the sheet."""
    plain = [q for q in questions if all(text == text.strip() for text in (q.words, q.reference))]
    assert read_questionnaire(questionnaire_table(plain).to_csv()).questions == tuple(plain)


TRICKY = [
    BidQuestion(reference="1", words="?", asks_for=AnswerKind.OPTION,
                options=(AnswerOption(reference="a", words="Yes; we do = always"),)),
    BidQuestion(reference="1", words="?", lots=("N1, north", "N2")),
    BidQuestion(reference="1", words="?", lots=("{north}",)),
    BidQuestion(reference="1", words="?", rule=AtLeast(figure=5, unit="hours; of care"),
                asks_for=AnswerKind.FIGURE),
    BidQuestion(reference="007", words="1,000 = one thousand?", help="=SUM(A1)"),
]  # fmt: skip


@pytest.mark.parametrize("question", TRICKY, ids=("options", "lots", "braces", "rule", "numbers"))
def test_sign_within_a_text_parts_nothing(question):
    """An option in words has commas and semicolons, and a reference its zeros."""
    answers = {"alder": (Answer(question=question.reference, value=InWords(words="01015838")),)}
    given = answers if question.asks_for is AnswerKind.WORDS else {}
    found = read_questionnaire(questionnaire_table([question], given).to_csv())
    assert (found.questions, found.answers) == ((question,), given)


def test_questionnaire_goes_through_a_workbook_and_back(tmp_path):
    """The same sheet as Excel keeps it, by its bytes and by its path."""
    pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    pytest.importorskip("python_calamine", reason="the extra xlsx is not installed")
    book = tables_workbook({"Questions": questionnaire_table(QUESTIONS, ANSWERS)})
    path = tmp_path / "questions.xlsx"
    path.write_bytes(book)
    assert read_questionnaire(book).answers == ANSWERS
    assert read_questionnaire(path).questions == QUESTIONS


def workbook(**sheets):
    """A workbook of some sheets, each of rows of cells."""
    pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    pytest.importorskip("python_calamine", reason="the extra xlsx is not installed")
    made = {}
    for name, (heads, *rows) in sheets.items():
        made[name] = Table(tuple(map(Column, heads)), tuple(rows))
    return tables_workbook(made)


ABOUT = (("Home care",), ("CONSTRUCTED",))
ASKED = (("Reference", "Words", "Asks for"), ("1", "Terms?", "yes or no"), ("2", "Hours?", "a figure"),
         ("3", "From when?", "a day"))  # fmt: skip
GIVEN = (
    ("Ref", "alder", "birch", "birch/cedar"),
    ("1", "yes", "no", "yes"),
    ("2", "40", None, None),
)


def test_workbook_has_its_questions_and_answers_on_sheets_of_their_own():
    """A council's workbook has a cover, the questions by part, and the answers that it collects."""
    more = (ASKED[0], ("4", "Name?", None))
    found = read_questionnaire(workbook(About=ABOUT, Part_1=ASKED, Part_2=more, Answers=GIVEN))
    assert [question.reference for question in found.questions] == ["1", "2", "3", "4"]
    assert found.answers == {
        "alder": (Answer(question="1", value=YesNo(yes=True)),
                  Answer(question="2", value=FigureGiven(value=40))),
        "birch": (Answer(question="1", value=YesNo(yes=False)),
                  Answer(question="1", value=YesNo(yes=True), by="cedar")),
    }  # fmt: skip


def test_wrong_cells_of_every_sheet_are_named_at_once():
    """An officer goes to the sheet and the cell, and comes back once."""
    given = (("Reference", "alder", "birch"), ("1", "yes", "perhaps"), ("9", "40", None),
             ("2", "40", "many"), ("2", "41", None))  # fmt: skip
    with pytest.raises(FormatError) as refused:
        read_questionnaire(workbook(Questions=ASKED, Answers=given))
    assert refused.value.problems == (
        "Answers!C2: 'perhaps' does not answer question 1; write yes or no",
        'Answers!A3: there is no question "9"; choose from 1, 2 and 3',
        "Answers!C4: 'many' does not answer question 2; write a number",
        "Answers!B5: 2 is answered twice; keep one",
    )


def test_cells_as_a_spreadsheet_types_them_are_understood():
    """A day is a day, a number a number, and a tick a yes, however the cell was formatted."""
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Questions")
        for row, cells in enumerate(
            (*ASKED[:1], (1, "Terms?", "yes or no"), (2, "Hours?", "a figure"))
        ):
            sheet.write_row(row, 0, cells)
        sheet.write_row(3, 0, (3.1, "From when?", "a day"))
        sheet.write_string(0, 3, "alder")
        sheet.write_boolean(1, 3, True)
        sheet.write_number(2, 3, 0.1 + 0.2)
        sheet.write_datetime(
            3, 3, datetime(2026, 4, 1), book.add_format({"num_format": "d mmm yyyy"})
        )
    found = read_questionnaire(out.getvalue())
    assert [str(answer.value) for answer in found.answers["alder"]] == [
        "yes",
        "0.3",
        "1 April 2026",
    ]
    assert [question.reference for question in found.questions] == ["1", "2", "3.1"]


@pytest.mark.parametrize(
    ("form", "asks_for", "unit", "answer"),
    [("0%", "a figure", "per cent", "60"), ("0%", "words", None, "60%"), ("£0.00", "a figure", "£", "0.6"),
     ("£0.00", "an amount of money", None, "£0.60"), ("[$€-2]0.00", "an amount of money", None, "€0.60"),
     ("0%", "an amount of money", None,
      "'60%' does not answer question 1; write an amount such as £5,000,000"),
     ("0%", "a figure", "hours", "'60%' does not answer question 1; write a number"),
     ("£0.00", "a figure", "per cent", "'£0.6' does not answer question 1; write a number")],
)  # fmt: skip
def test_answer_counts_as_its_cell_shows_it(form, asks_for, unit, answer):
    """A share of 60% was £60 of turnover, and €60 were pounds."""
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Questions")
        sheet.write_row(0, 0, ("Reference", "Words", "Asks for", "Unit", "alder"))
        sheet.write_row(1, 0, ("1", "How much?", asks_for, unit))
        sheet.write_number(1, 4, 0.6, book.add_format({"num_format": form}))
    try:
        said = str(read_questionnaire(out.getvalue()).answers["alder"][0].value)
    except FormatError as refused:
        said = refused.problems[0].removeprefix("Questions!E2: ")
    assert said == answer


def test_day_that_a_bidder_types_in_words_or_figures_is_read():
    """A bidder types the day as everybody writes it, and not as computers do."""
    lines = ("1,?,a day,1 April 2026", "2,?,an amount for each of several years,31/03/2025 = £2")
    found = read_questionnaire(sheet_of("reference,words,asks for,alder", *lines))
    assert [answer.value for answer in found.answers["alder"]] == [
        OnDay(day=date(2026, 4, 1)),
        Yearly(years=(YearAmount(ends_on=date(2025, 3, 31), money=pounds(2)),)),
    ]


@pytest.mark.parametrize("text", ["£3,5", "£3,30", "1,2,3", "£,5"])
def test_sum_whose_comma_has_an_open_meaning_is_refused(text):
    """A turnover of "£3,5" million was 35 pounds."""
    with pytest.raises(
        ValueError, match=f"'{text}' is not an amount; write one such as £5,000,000"
    ):
        money_of(text)


def test_number_that_loses_its_last_zero_is_named():
    """3.1 and 3.10 are two questions, and one number."""
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Questions")
        for row, cells in enumerate((ASKED[0], (3.1, "Name?"), (3.10, "Number?"))):
            sheet.write_row(row, 0, cells)
    with pytest.raises(FormatError) as refused:
        read_questionnaire(out.getvalue())
    assert refused.value.problems == (
        "Questions!A3: 3.1 is asked twice; format the column as text, for the number 3.10 becomes 3.1",
    )


def test_form_goes_out_to_each_bidder_and_its_answers_come_back(tmp_path):
    """Each bidder fills in a column of its own, and whatever it does to the questions changes nothing."""
    sent = questionnaire_table(QUESTIONS, {"alder": ()})
    path = tmp_path / "alder.csv"
    path.write_text(sent.to_csv().replace("Bribery?", "Bribery??"), encoding="utf-8")
    assert read_answers(path, QUESTIONS) == {"alder": ()}
    back = questionnaire_table(QUESTIONS, {"alder": ALDER})
    assert read_answers(back.to_csv(), QUESTIONS) == {"alder": ALDER}
    book = tmp_path / "alder.xlsx"
    book.write_bytes(workbook(Form=(tuple(c.name for c in back.columns), *back.rows)))
    assert read_answers(str(book), QUESTIONS) == {"alder": ALDER}


def test_quotation_mark_that_is_not_closed_is_refused():
    """The questions after it were lost in the words of one."""
    with pytest.raises(FormatError, match="close its quotation mark, or save the sheet again"):
        read_questionnaire('Reference,Question\n1,"Why?\n2,How?\n')


def test_cell_of_csv_beyond_the_headings_is_refused():
    """The comma of an answer that was not in quotation marks cut off the rest of it without a word."""
    with pytest.raises(FormatError) as refused:
        read_questionnaire("Reference,Words,alder\nQ1,How?,With care, and time\nQ2,Why?,So,,\n")
    assert refused.value.problems == (
        "questions!D2: it has no heading; put texts with commas in quotation marks",
    )


@pytest.mark.parametrize("code", ["utf-8", "utf-16", "cp1252"])
def test_csv_is_read_by_its_bytes_and_its_path_in_any_encoding(tmp_path, code):
    """A spreadsheet saves a pound sign in its own way unless it is asked for UTF-8."""
    path = tmp_path / "alder.csv"
    path.write_bytes("reference,words\n1,£?\n".encode(code))
    asked = (BidQuestion(reference="1", words="£?"),)
    assert read_questionnaire(path).questions == asked
    assert read_questionnaire(path.read_bytes()).questions == asked


SLIPS = [
    (
        "Reference,Words,Optons,alder",
        'questions!C1: there is no heading "Optons"; did you mean "options"?',
    ),
    (
        "Refrence,Words,Part,alder",
        'questions!A1: there is no heading "Refrence"; did you mean "reference"?',
    ),
    (
        "Reference,Wrods,Part,alder",
        'questions!B1: there is no heading "Wrods"; did you mean "words"?',
    ),
]


@pytest.mark.parametrize(("heads", "problem"), SLIPS)
def test_misspelt_heading_is_named_and_is_no_bidder(heads, problem):
    """A column of options became the answers of a bidder called Optons."""
    with pytest.raises(FormatError) as refused:
        read_questionnaire(sheet_of(heads, "1,?,x,y"))
    assert refused.value.problems == (f"{problem} If it heads something else, name that otherwise",)


def test_bidder_whose_name_is_near_a_heading_that_is_there_is_a_bidder():
    """Unity is a firm as well as a slip for the unit, which the sheet has."""
    found = read_questionnaire(questionnaire_table(QUESTIONS[:1], {"Unity": ()}).to_csv())
    assert found.answers == {"Unity": ()}


BACK = [
    (
        ("reference,alder", "1,x", "99,x"),
        ['answers!A3: there is no question "99"; choose from 1, 2, 3, 4, 5 and 7 more'],
    ),
    (
        ("reference,alder", "insurence,x"),
        ['answers!A2: there is no question "insurence"; did you mean "insurance"?'],
    ),
    (("alder", "x"), ["answers: no row has the heading Reference; keep the row of headings"]),
    (("reference,alder", ",x"), ["answers!A2: it is empty; say which question it answers"]),
]


@pytest.mark.parametrize(("lines", "problems"), BACK)
def test_answers_that_belong_to_no_question_are_refused(lines, problems):
    """An answer that is dropped in silence is the one that a challenge is about."""
    with pytest.raises(FormatError) as refused:
        read_answers(sheet_of(*lines), (*QUESTIONS, evolve(QUESTIONS[0], reference="insurance")))
    assert list(refused.value.problems) == problems


def test_sheet_of_questions_alone_needs_two_columns():
    """The plainest sheet that an officer would write is enough to begin with."""
    found = read_questionnaire(
        sheet_of("My questions", "", "Number,Question", "1,Are you insured?")
    )
    assert found.questions == (BidQuestion(reference="1", words="Are you insured?"),)
    assert found.answers == {}
    assert questionnaire_table(()).rows == ()


RULES = [
    ("yes or no", "pass-if-in: yes", YES),
    ("yes or no", "Pass if in: values = yes, no", PassIfIn(values=("yes", "no"))),
    ("a figure", "at-least: 95.5; unit = per cent", AtLeast(figure="95.5", unit="per cent")),
    ("words", "by person", ByPerson()),
    ("an amount for each of several years",
     "times-value: times = 2; years = The mean of the latest years; count = 3",
     TimesValue(times=2, years=YearsTaken.MEAN, count=3)),
    ("an amount of money", "cover: liability; at least = £5,000,000 excluding VAT",
     Cover(kind="liability", at_least=pounds(5_000_000, VatBasis.EXCLUDING))),
    ("yes or no", '{"type": "pass-if-in", "values": ["yes"]}', YES),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "cell", "rule"), RULES)
def test_rule_is_written_in_a_cell_as_words(kind, cell, rule):
    """Nobody should have to write JSON to say that the answer must be yes."""
    quoted = cell.replace('"', '""')
    table = sheet_of("reference,words,asks for,rule", f'1,?,{kind},"{quoted}"')
    assert read_questionnaire(table).questions[0].rule == rule


WRONG = [
    (("reference,words,asks for,rule",
      f"1,?,an amount for each of several years,times-value: times = 2; count = {'9' * 5000}"),
     f'questions!D2: count: "{"9" * 56}... is not a whole number; write up to 600 digits, without quotes'),
    (("reference,words,asks for,alder", "1,?,an amount of money," + "9" * 5000),
     f"questions!D2: '{'9' * 59}…' does not answer question 1; write an amount such as £5,000,000"),
    (("reference,words,rule", "1,?,pass-if-im: yes"),
     'questions!C2: there is no rule "pass-if-im"; did you mean "pass-if-in"?'),
    (("reference,words,rule", "1,?,{oops"), "questions!C2: it begins like JSON but is not; write it "
                                            "as JSON or in words"),
    (("reference,words,rule", "1,?,at-least: many"), "questions!C2: "),
    (("reference,words,rule", "1,?,by-person: x"), "questions!C2: "),
    (("reference,words,rule", "1,?,amount-at-least: £1m"),
     "questions!C2: '£1m' is not an amount; write one such as £5,000,000"),
    (("reference,words,rule", "1,?,at-least: 5; colour = red"), "questions!C2: "),
    (("reference,words,asks for,rule", "1,?,yes or no,pass-if-in: no; yes"),
     "questions!D2: it gives the values twice; keep one, or part several with commas"),
    (("reference,words,asks for,rule",
      '1,?,a figure,"{""type"":""at-least"",""figure"":""5"",""figure"":""6""}"'),
     "questions!D2: figure: appears more than once; keep the right one"),
    (("reference,words,asks for,rule", "1,?,a figure,at-least"),
     "questions!D2: figure: is missing; give an exact "),
    (("reference,words,asks for", "1,?,perhaps"), "questions!C2: "),
    (("reference,words,fixed", "1,?,maybe"), "questions!C2: "),
    (("reference,words,rule", "1,?,at-least: 5"),
     "questions!C2: 1 asks for words, which the rule at-least cannot read; ask for a figure"),
    (("reference,words", "1,"), "questions!B2: it is empty; give one"),
    (("words,part", "?,1"), "questions: no row has the headings Reference and Words; keep the row of "
                            "headings"),
    (("reference,words", "1,?", "1,?"), "questions!A3: 1 is asked twice"),
    (("reference,words,alder,Alder", "1,?,x,y"),
     "questions!D1: it heads the same as C1; keep one"),
    (("reference,words,most points", "1,?,5"),
     "questions!C2: give points for a scored question, and for no other (1)"),
    (("reference,words,asks for,alder", "1,?,yes or no,perhaps"),
     "questions!D2: 'perhaps' does not answer question 1; write yes or no"),
    (("reference,words,asks for,alder", "1,?,a figure,much"), "'much' does not answer question 1; "
                                                              "write a number"),
    (("reference,words,asks for,alder", "1,?,a day,tomorrow"), "write a day such as 2026-03-31"),
    (("reference,words,asks for,alder", "1,?,a document,yes"), "write attached"),
    (("reference,words,asks for,alder", "1,?,an amount of money,much"), "write an amount such as £5,000,000"),
    (("reference,words,asks for,alder", "1,?,an amount for each of several years,2025-03-31"),
     "write amounts such as 2025-03-31 = £2,900,000; 2024-03-31 = £3,300,000"),
    (("reference,words,asks for,options,alder", "1,?,one of several options,a = A,b"),
     "questions!E2: 'b' does not answer question 1; write one of a"),
    (("reference,words,asks for,options,alder", "1,?,one of several options,a = A,;"),
     "questions!E2: ';' does not answer question 1; write one of a"),
    (("reference,words,asks for,rule,alder", "1,?,worked out from other answers,"
      '"{""type"":""of-question"",""question"":""1"",""rule"":{""type"":""by-person""}}",yes'),
     "leave it empty, for it is worked out from other answers"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "words"), WRONG)
def test_wrong_cell_is_named_with_what_to_write(lines, words):
    """An officer finds the cell in the sheet, not in the program."""
    with pytest.raises(FormatError) as refused:
        read_questionnaire(sheet_of(*lines))
    assert any(words in problem for problem in refused.value.problems), refused.value.problems


def test_every_wrong_cell_is_named_at_once():
    """A sheet of sixty questions is mended once and not sixty times."""
    lines = ("reference,words,asks for,fixed,alder", "1,?,yes or no,,y", "2,?,perhaps,,", "3,?,a figure,,x",
             "4,,perhaps,,", "5,?,,,[evidence: E1]")  # fmt: skip
    with pytest.raises(FormatError) as refused:
        read_questionnaire(sheet_of(*lines))
    assert sorted(each.partition(":")[0] for each in refused.value.problems) == [
        "questions!B5", "questions!C3", "questions!E2", "questions!E4", "questions!E6"]  # fmt: skip


def test_answer_of_a_councils_own_kind_has_no_cell():
    """What a sheet cannot hold is said, and never dropped."""

    @frozen(kw_only=True)
    class Sketched(AnswerValue):
        """A drawing."""

    with pytest.raises(RecordError, match="a sheet cannot hold the answer Sketched; use JSON"):
        questionnaire_table(QUESTIONS[:1], {"alder": (Answer(question="1", value=Sketched()),)},
                            Process.standard().with_kinds(Sketched))  # fmt: skip


# Forms


def test_form_has_what_a_page_needs_to_draw_it():
    """A portal draws the questions in their order, and shows each when its conditions hold."""
    form = json.loads(json.dumps(form_description(QUESTIONS)))
    assert [part["title"] for part in form["parts"]] == ["Part 1", "Part 2", ""]
    fields = {field["name"]: field for part in form["parts"] for field in part["fields"]}
    assert "7" not in fields
    assert fields["1"] == {
        "name": "1", "label": "Name?", "help": "In full", "type": "words", "answer": "in-words",
        "required": True, "answered_by": "the bidder",
    }  # fmt: skip
    assert fields["4"]["options"] == [
        {"value": "holds", "label": "We hold it"}, {"value": "will-hold", "label": "Will"}]  # fmt: skip
    assert fields["4"]["evidence"] == [
        {"kind": "liability", "when": "on request", "through": "the end of the contract"}]  # fmt: skip
    assert fields["5"]["shown_if"] == [{"name": "4", "is_in": ["holds", "will-hold"]}]
    assert (fields["6"]["unit"], fields["6"]["most_points"]) == ("per cent", "5.5")
    assert form["meaning"]["asked_if"] == (
        "The conditions on which it is asked, all of which hold; none means always."
    )


def test_form_for_some_lots_has_only_their_questions():
    """A bidder for one lot is not asked about another."""
    fields = [
        f["name"] for part in form_description(QUESTIONS, ("N9",))["parts"] for f in part["fields"]
    ]
    assert "3" not in fields
    assert "1" in fields
