"""vCards as programs of all kinds write them, and what people do to them; made of a seed, which is fast."""

from base64 import b64encode
from random import Random

_LETTERS = "abcXYZ019 ÄéñßłŁ漢字あ한ع😀.'\"-+&%=#@/\\,;:\n"
_SINGLE = "TITLE ROLE NOTE GENDER X-PHONETIC-FIRST-NAME SORT-STRING TZ ORG BDAY PHOTO".split()
_MANY = (
    "TEL EMAIL ADR URL CATEGORIES LABELLED X-SKYPE X-FOO IMPP RELATED LANG LABEL NICKNAME X_ODD X-Foo".split()
)
_TYPES = [
    "",
    ";TYPE=HOME",
    ";TYPE=WORK",
    ";type=pref;type=Home",
    ';TYPE="HOME,VOICE"',
    ";HOME;PREF",
    ";X-P=1",
]
_KINDS = ["", ";TYPE=CELL", ";TYPE=WORK,VOICE", ";type=HOME;type=FAX", ";CELL", ";TYPE=PAGER"]
_LABELS = ["_$!<Work>!$_", "_$!<Mobile>!$_", "Sailing boat", "Büro"]


def card(lines: list[str], uid: str = "any-card-1", version: str = "3.0", name: str = "Berta") -> str:
    """Return the vCard of these lines; a line may hold several."""
    head = ["BEGIN:VCARD", f"VERSION:{version}", f"UID:{uid}", f"N:Keller;{name};;;", f"FN:{name} Keller"]
    return "".join(f"{line}\r\n" for item in (*head, *lines, "END:VCARD") for line in item.split("\n"))


def any_lines(chance: Random) -> list[str]:
    """Return the lines of a card between its name and its end."""
    single = [_single(chance, name) for name in chance.sample(_SINGLE, chance.randint(0, 5))]
    many = [_many(chance, chance.choice(_MANY)) for _ in range(chance.randint(0, 7))]
    return chance.sample([*single, *many], len(single) + len(many))


def edited(chance: Random, lines: list[str]) -> list[str]:
    """Return what a person makes of a card's lines: some go, some come."""
    kept = [line for line in lines if chance.random() > 0.2]
    new = any_lines(chance)[:3]
    names = {line.partition(":")[0].partition(";")[0] for line in new}
    return [
        *(line for line in kept if line.partition(":")[0].partition(";")[0] not in names & {*_SINGLE}),
        *new,
    ]


def text(chance: Random) -> str:
    """Return any text as a value says it."""
    said = "".join(chance.choices(_LETTERS, k=chance.randint(1, 20))).strip() or "x"
    return said.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def _word(chance: Random) -> str:
    return "".join(chance.choices("abcdefghijkl", k=6))


def _single(chance: Random, name: str) -> str:
    if name == "BDAY":
        return (
            f"BDAY:{chance.choice(['1980-', '--', '2001-'])}{chance.randint(10, 12)}-{chance.randint(10, 28)}"
        )
    if name == "PHOTO":
        kind = chance.choice(["JPEG", "PNG"])
        return f"PHOTO;ENCODING=b;TYPE={kind}:{b64encode(chance.randbytes(chance.randint(1, 90))).decode()}"
    return f"{name}:{text(chance)};{text(chance)}" if name == "ORG" else f"{name}:{text(chance)}"


def _many(chance: Random, name: str) -> str:
    if name == "TEL":
        begin = chance.choice(["+4930", "030 ", "+1 202 ", "tel:+44-20-"])
        return f"TEL{chance.choice(_KINDS)}:{begin}{chance.randint(2000000, 9999999)}"
    if name == "LABELLED":
        group = f"item{chance.randint(1, 10**6)}"
        labelled = _many(chance, chance.choice(["TEL", "EMAIL", "URL"]))
        return f"{group}.{labelled}\n{group}.X-ABLabel:{chance.choice(_LABELS)}"
    values = {
        "EMAIL": lambda: f"{_word(chance)}@{_word(chance)}.example",
        "URL": lambda: f"https://{_word(chance)}.example/{_word(chance)}",
        "ADR": lambda: ";".join(chance.choice(["", text(chance)]) for _ in range(7)),
        "CATEGORIES": lambda: ",".join(text(chance) for _ in range(chance.randint(1, 3))),
    }
    return f"{name}{chance.choice(_TYPES)}:{values.get(name, lambda: text(chance))()}"
