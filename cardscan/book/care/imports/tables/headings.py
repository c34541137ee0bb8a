"""Words that stand over the columns of people's own tables, in many languages.

Put together by hand for cardscan; an underscore is a space.
"""

from __future__ import annotations

from cardscan.text import fold


def _words(text: str) -> frozenset[str]:
    """Return the words as headings are compared: folded, which takes voicing marks off kana, too."""
    return frozenset(fold(word.replace("_", " ")) for word in text.split())


PHONE_WORDS = _words(
    "phone telephone tel telefon telefono telefone telefoon telefonnummer telefonnr puhelin telf "
    "fon phone_number phonenumber rufnummer mobile cell cellphone handy mobil mobiltelefon "
    "mobilnummer movil celular cellulare portable gsm fax telefax telecopie pager landline "
    "festnetz durchwahl kontaktnummer 電話 電話番号 携帯 携帯電話 电话 手机 전화 전화번호 휴대폰 "
    "телефон тел факс мобильный 携帯番号 ファックス ファクス ファクシミリ 手机号 手机号码 移动电话 行動電話 "
    "手機 传真 傳真 휴대전화 핸드폰 팩스 telemovel telefonu cep_telefonu cep_tel faks dien_thoai "
    "so_dien_thoai di_dong sdt fone"
)

_BIRTHDAY = _words(
    "birthday birthdate dob birth_date date_of_birth geburtstag geburtsdatum geb. anniversaire "
    "date_de_naissance compleanno data_di_nascita cumpleanos fecha_de_nacimiento nascimento "
    "data_de_nascimento verjaardag geboortedatum urodziny fodselsdag fodelsedag syntymapaiva "
    "dogum_tarihi ngay_sinh 生日 出生日期 誕生日 생일 생년월일 день_рождения дата_рождения"
)

KINDS = (
    ("email", "", _words(
        "email mail e-mail emails mailadresse emailadresse correo courriel mel e_mail e_mail_adresse "
        "メール メールアドレス eメール 邮箱 电子邮件 电子邮箱 邮件 電子郵件 電郵 電子信箱 이메일 메일 почта "
        "e_posta eposta thu_dien_tu correio_eletronico correio"
    )),
    ("url", "", _words(
        "website web url homepage internet site webseite webadresse sitio pagina ホームページ 网站 "
        "網站 网址 網址 ウェブサイト 웹사이트 홈페이지 web_sitesi internet_sitesi trang_web"
    )),
    ("address", "code", _words(
        "zip zipcode plz postcode postal postleitzahl cap cep postnummer 郵便番号 邮编 郵遞區號 "
        "우편번호 индекс 邮政编码 posta_kodu ma_buu_dien codigo_postal"
    )),
    ("address", "street", _words(
        "street strasse address adresse anschrift rue calle direccion domicilio indirizzo endereco "
        "adres straat 住所 自宅住所 会社住所 地址 주소 адрес address1 address2 morada rua dia_chi"
    )),
    ("address", "city", _words(
        "city ort stadt town ville ciudad citta cidade locality plaats wohnort 市区町村 城市 город 도시 "
        "sehir thanh_pho"
    )),
    ("address", "region", _words(
        "state region province bundesland kanton county provincia estado 都道府県 省 省份 tinh"
    )),
    ("address", "country", _words(
        "country land pays pais paese staat 国 国家 國家 국가 страна ulke "
        "quoc_gia"
    )),
    ("birthday", "", _BIRTHDAY),
    ("note", "", _words(
        "note notes notiz notizen comment comments kommentar remark remarks bemerkung bemerkungen "
        "memo observaciones remarques 備考 メモ 备注 備註 비고 메모 заметки notas "
        "observacoes not notlar ghi_chu"
    )),
    ("tags", "", _words(
        "tag tags label labels category categories kategorie kategorien group groups gruppe gruppen "
        "グループ 标签 標籤 分组 그룹 etiquetas etiket grupo nhan"
    )),
    ("text", "department", _words(
        "department dept abteilung departement departamento reparto afdeling 部署 部署名 部门 部門 부서 "
        "departman bolum phong_ban"
    )),
    ("text", "organization", _words(
        "company organization organisation firma firmenname unternehmen employer societe entreprise "
        "empresa azienda bedrijf company_name organization_name 会社 会社名 勤務先 公司 公司名称 公司名稱 "
        "单位 회사 회사명 компания sirket cong_ty"
    )),
    ("text", "title", _words(
        "title position role job funktion function beruf fonction cargo ruolo functie puesto jobtitle "
        "stelle 役職 肩書き 肩書 职位 职务 職稱 職位 직책 직위 직함 должность unvan gorev chuc_vu chuc_danh"
    )),
    ("text", "prefix", _words(
        "prefix anrede salutation titel 敬称"
    )),
    ("text", "suffix", _words(
        "suffix"
    )),
    ("text", "nickname", _words(
        "nickname spitzname surnom apodo"
    )),
    ("text", "given_name", _words(
        "first given vorname prenom forename firstname givenname nombre 名 имя ad adi isim ten"
    )),
    ("text", "additional_name", _words(
        "middle middlename additional zweiter_vorname"
    )),
    ("text", "family_name", _words(
        "last family surname nachname familienname lastname familyname apellido apellidos cognome "
        "sobrenome achternaam nom_de_famille 姓 성 фамилия "
        "soyad soyadi ho"
    )),
    ("text", "full_name", _words(
        "name fullname contact person nom kontakt ansprechpartner nombre_completo nome naam 氏名 姓名 "
        "이름 성명 名前 お名前 фио ad_soyad adi_soyadi ho_ten ho_va_ten nome_completo"
    )),
)  # fmt: skip
"""What a column is, from the surest on: its kind, the part, and the words for it."""

ALONE = _BIRTHDAY | _words("ad adi ho ten not tinh")
"""Words that say so only where no other stands beside them: "do not call", "anniversaire de mariage"."""

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
