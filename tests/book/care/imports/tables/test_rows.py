import time

from cardscan.book.care.imports.tables.rows import Row, rows_in


def rows(text: str) -> list[Row]:
    return list(rows_in(text.encode().splitlines(keepends=True)))


def test_the_separator_is_what_parts_the_headings() -> None:
    for sign in ",;\t|":
        assert [row.cells for row in rows(f"a{sign}b\n1{sign}2\n")] == [("a", "b"), ("1", "2")]
    assert [row.cells for row in rows("sep=;\na;b,c\n1;2\n")] == [("a", "b,c"), ("1", "2")]


def test_cells_hold_lines_and_rows_know_where_they_begin() -> None:
    assert rows('a,b\n"1\n2",3\n\n4,5\n') == [Row(1, ("a", "b")), Row(2, ("1\n2", "3")), Row(5, ("4", "5"))]


def test_a_wrong_quote_spoils_no_other_row() -> None:
    found = rows('a,b\n"Koch,1\nWeber,2\n"5" Rohr",3\nBraun,4\n')
    assert found[-1] == Row(5, ("Braun", "4"))
    assert [(row.line, bool(row.fault)) for row in found][1] == (2, True)
    assert found[2] == Row(3, ("Weber", "2"))


def test_lines_in_another_character_set_are_read_one_by_one() -> None:
    found = list(rows_in([b"a,b\n", "Jörg,Ł\n".encode(), "Müller,x\n".encode("cp1252")]))
    assert [row.cells for row in found[1:]] == [("Jörg", "Ł"), ("Müller", "x")]


def test_quotes_that_never_end_cost_time_in_proportion() -> None:
    begin = time.process_time()
    found = rows("a,b\n" + '"x,1\n' * 4000)
    assert len(found) == 4001
    assert time.process_time() - begin < 10


def test_a_cell_that_is_too_long_is_named_and_all_other_rows_come() -> None:
    text = "x" * 3_000_000
    in_lines = "\n".join(["x" * 70] * 40_000)
    for cell in (text, f'"{text}"', f'"{in_lines}"', f'"{in_lines}",more', f'"x"",""{in_lines}"'):
        table = f"a,b,c\nAnna,1\nBerta,{cell}\nCarlo,3\n".encode()
        pieces = [
            line[at : at + 1_100_000]
            for line in table.splitlines(keepends=True)
            for at in range(0, len(line), 1_100_000)
        ]
        found = list(rows_in(pieces))
        assert [row.cells for row in found] == [("a", "b", "c"), ("Anna", "1"), (), ("Carlo", "3")]
        limit = "500 lines" if "\n" in cell else "131,072 letters"
        assert (found[2].line, found[2].fault) == (3, f"a cell of more than {limit}")
        assert found[3].line == 4 + cell.count("\n")


def test_a_stray_quote_before_long_rows_hides_none_of_them() -> None:
    long = "x" * 900
    found = rows("a,b\n" + f'"Koch,{long}\n' + f"Weber,{long}\n" * 300 + f'"Braun","{long}"\n')
    assert [row.cells[0] for row in found[1:]] == ["Koch", *["Weber"] * 300, "Braun"]
