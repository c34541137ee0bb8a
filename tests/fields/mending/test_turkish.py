"""Turkish letters that readers take for others."""

import pytest

from cardscan import scan_text
from cardscan.fields.mending.turkish import with_turkish


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("MAKINA KALIP SANAYI VE DIŞ TIC. LTD. ŞTI.", "MAKİNA KALIP SANAYİ VE DIŞ TİC. LTD. ŞTİ."),
        ("ÖZEL ANADOLU ŞIFA HASTANESi", "ÖZEL ANADOLU ŞİFA HASTANESİ"),
        ("Okmeydanı - Şişli / iSTANBUL", "Okmeydanı - Şişli / İSTANBUL"),
        ("IZMIR", "İZMİR"),
        ("GÜMÜŞÇULIK", "GÜMÜŞÇULIK"),
        ("SARIYER", "SARIYER"),
        ("ENGINEERING AND TRADING", "ENGINEERING AND TRADING"),
        ("ÜNLÜ DIGITAL MARKETING GmbH", "ÜNLÜ DIGITAL MARKETING GmbH"),
        ("ŽARKO ČAPEK", "ŽARKO ČAPEK"),
        ("INÉS MARTÍN RÍOS", "INÉS MARTÍN RÍOS"),
        ("iOS Developer, iPHONE", "iOS Developer, iPHONE"),
        ("ibrahim Halil Demir", "İbrahim Halil Demir"),
        ("iletişim: 0532", "iletişim: 0532"),
    ],
)
def test_dots_are_put_back_where_words_prove_them(read: str, printed: str) -> None:
    assert with_turkish(read) == printed


def test_other_countries_keep_their_letters() -> None:
    card = "IZMIR TRADING\nJan Novák\nKovač d.o.o., 10000 Zagreb, Hrvatska"
    assert scan_text(card).contact.organization != "İZMİR TRADING"
    assert "Kovač" in "\n".join(line.text for line in scan_text(card).reading.lines)
