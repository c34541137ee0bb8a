"""Words that stand over the columns of people's own tables, in many languages.

Put together by hand for cardscan; folded as cardscan.text.fold folds them.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


PHONE_WORDS = _words(
    "phone telephone tel telefon telefono telefone telefoon telefonnummer telefonnr puhelin telf "
    "fon phone_number phonenumber rufnummer mobile cell cellphone handy mobil mobiltelefon "
    "mobilnummer movil celular cellulare portable gsm fax telefax telecopie pager landline "
    "festnetz durchwahl kontaktnummer 電話 電話番号 携帯 携帯電話 电话 手机 전화 전화번호 휴대폰 "
    "телефон тел факс мобильный"
)

KINDS = (
    ("email", "", _words(
        "email mail e-mail emails mailadresse emailadresse correo courriel mel e_mail e_mail_adresse "
        "メール メールアドレス 邮箱 电子邮件 電子郵件 이메일 почта"
    )),
    ("url", "", _words(
        "website web url homepage internet site webseite webadresse sitio pagina ホームページ 网站 "
        "網站"
    )),
    ("address", "code", _words(
        "zip zipcode plz postcode postal postleitzahl cap cep postnummer 郵便番号 邮编 郵遞區號 "
        "우편번호 индекс"
    )),
    ("address", "street", _words(
        "street strasse address adresse anschrift rue calle direccion domicilio indirizzo endereco "
        "adres straat 住所 地址 주소 адрес address1 address2"
    )),
    ("address", "city", _words(
        "city ort stadt town ville ciudad citta cidade locality plaats wohnort 市区町村 城市 город"
    )),
    ("address", "region", _words(
        "state region province bundesland kanton county provincia estado 都道府県 省"
    )),
    ("address", "country", _words(
        "country land pays pais paese staat 国 国家 國家 국가 страна"
    )),
    ("note", "", _words(
        "note notes notiz notizen comment comments kommentar remark remarks bemerkung bemerkungen "
        "memo observaciones remarques 備考 メモ 备注 備註 비고 заметки"
    )),
    ("tags", "", _words(
        "tag tags label labels category categories kategorie kategorien group groups gruppe gruppen"
    )),
    ("text", "department", _words(
        "department dept abteilung departement departamento reparto afdeling 部署 部门 部門 부서"
    )),
    ("text", "organization", _words(
        "company organization organisation firma firmenname unternehmen employer societe entreprise "
        "empresa azienda bedrijf company_name organization_name 会社 会社名 公司 회사 компания"
    )),
    ("text", "title", _words(
        "title position role job funktion function beruf fonction cargo ruolo functie puesto jobtitle "
        "stelle 役職 职位 職稱 직책 должность"
    )),
    ("text", "prefix", _words(
        "prefix anrede salutation titel"
    )),
    ("text", "suffix", _words(
        "suffix"
    )),
    ("text", "nickname", _words(
        "nickname spitzname surnom apodo"
    )),
    ("text", "given_name", _words(
        "first given vorname prenom forename firstname givenname nombre 名 имя"
    )),
    ("text", "additional_name", _words(
        "middle middlename additional zweiter_vorname"
    )),
    ("text", "family_name", _words(
        "last family surname nachname familienname lastname familyname apellido apellidos cognome "
        "sobrenome achternaam nom_de_famille 姓 фамилия"
    )),
    ("text", "full_name", _words(
        "name fullname contact person nom kontakt ansprechpartner nombre_completo nome naam 氏名 姓名 "
        "이름 名前 фио"
    )),
)  # fmt: skip
"""What a column is, from the surest on: its kind, the part, and the words for it."""

PLACES = {
    "home": _words("home private privat private_address persönlich personal domicile particular"),
    "business": _words("business work office geschaftlich buro firma bureau oficina"),
    "other": _words("other weitere andere"),
}
"""Words that tell several addresses apart."""

SERVICES = tuple(
    "linkedin xing skype twitter facebook instagram telegram whatsapp wechat mastodon bluesky github signal"
    " threema icq jabber".split()
)
"""Networks with a column of their own."""
