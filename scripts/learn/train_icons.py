"""Train the network that tells the icons before telephone numbers; writes cardscan/ocr/icons.txt.

The icons are those of free icon sets, as npm packages them: unpack @iconify-json/bi, bx, el, fa,
fa6-brands, fa6-regular, fa6-solid, fontisto, foundation, heroicons, ic, ion, lucide, mdi, ph, ri,
tabler, uil, vaadin and whh (`npm pack`) into one folder, a folder each. Only the numbers
learnt go into the project.
`--hold-out bi` trains without that set and prints how well its icons are told.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import cv2
import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from sklearn.neural_network import MLPClassifier  # type: ignore[import-untyped]

from cardscan.ocr.icons import ABOVE, HEIGHT, SURE, features, patch_of
from scripts.environment import ROOT
from scripts.learn.net_file import write_net
from scripts.pictures.faces import available
from scripts.pictures.fonts import load

LABELS: Final = ("none", "handset", "mobile", "fax", "whatsapp")
EACH: Final = {"none": 24000, "handset": 10000, "mobile": 7000, "fax": 8000, "whatsapp": 4000}
UNITS: Final = 40
_OUT: Final = ROOT / "cardscan/ocr/icons.txt"
_STYLE: Final = re.compile(
    r"^(?:ios|md|bxs|bxl|bx|baseline|outline|round|sharp|twotone|social|logo|brand|device|square|local)-"
    r"|-(?:fill|filled|outline|outlined|line|solid|sharp|rounded|twotone|duotone|thin|light|bold|16|20|24"
    r"|alt|alt-\d|\d|square|logo|flip|simple)$"
)
_NAMES: Final = {
    "handset": r"(?:tele)?phone|call|calling|phone-(?:volume|call|in-talk|ring|ringing|calling|enabled"
    r"|classic|landline|old)|phoneold|(?:old|landline|desk)-?phone|volume-control-phone|tel",
    "mobile": r"mobile(?:-(?:button|retro|screen|screen-button|android|phone|camera|speaker))?|smartphone"
    r"|cellphone(?:-(?:android|basic|iphone))?|phone-(?:portrait|iphone|android)|iphone"
    r"|phone-mobile|iphone-home|stay-(?:current|primary)-portrait",
    "fax": r"fax|print|printer",
    "whatsapp": r"whatsapp(?:alt)?",
}  # fmt: skip
_DOUBTFUL: Final = re.compile(
    r"phone|mobile|cell|fax|print|call|device|whats|android|tablet|ipad|ipod|tty|remote|voicemail|portrait"
    r"|deck|dial|telecom|scanner|sim-|-sim|battery-(?!charging)|crop|vibrat|copy|calculator|speaker|rectangle"
)
_USUAL: Final = re.compile(
    r"mail|envelope|globe|web|earth|map|pin|marker|place|location|home|house|at$|link|user|person|clock|chat"
    r"|message|comment|send|building|world|facebook|linkedin|twitter|instagram|skype|wechat|youtube|store"
)


class Icon(NamedTuple):
    """One icon's coverage, 0 to 1, square."""

    family: str
    label: str
    coverage: NDArray[np.float32]


def label_of(name: str, *, portrait_phone: bool) -> str:
    """Return an icon's class by its name; "" for one that is like a phone and yet none of them."""
    bare, before = name, ""
    while bare != before:
        bare, before = _STYLE.sub("", bare), bare
    if portrait_phone and bare == "phone":
        return "mobile"
    for label, names in _NAMES.items():
        if re.fullmatch(names, bare):
            return label
    return "" if _DOUBTFUL.search(name) else "none"


def icons(folder: Path, rng: random.Random) -> Iterator[Icon]:
    """Yield the icons of every set in the folder, of other things only a part."""
    for path in sorted(folder.glob("*/icons.json")):
        table = json.loads(path.read_text(encoding="utf-8"))
        names = sorted(table["icons"])
        chosen = {name: label_of(name, portrait_phone="telephone" in names) for name in names}
        others = [name for name, label in chosen.items() if label == "none"]
        usual = [name for name in others if _USUAL.search(name)]
        keep = set(rng.sample(others, min(len(others), 160)) + rng.sample(usual, min(len(usual), 120)))
        for name, label in chosen.items():
            if label and (label != "none" or name in keep):
                icon = table["icons"][name]
                width = icon.get("width", table.get("width", 16))
                height = icon.get("height", table.get("height", 16))
                yield Icon(table["prefix"], label, _drawn(icon["body"], width, height))


def _drawn(body: str, width: float, height: float) -> NDArray[np.float32]:
    body = body.replace("currentColor", "#000")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{body}</svg>'
    png = np.frombuffer(bytes(resvg_py.svg_to_bytes(svg_string=svg, height=96)), np.uint8)
    coverage = np.asarray(cv2.imdecode(png, cv2.IMREAD_UNCHANGED))[:, :, 3]
    return (coverage / 255).astype(np.float32)


def _letters(rng: random.Random) -> Icon:
    """Return a letter, a digit or a few of them: what stands before a number and is no icon."""
    face = rng.choice(available())
    count = rng.choice((1, 1, 1, 2, 3))
    text = "".join(
        rng.choice("ABCDEFGHIKLMNOPRSTUVWXYZabcdefghiklmnoprstuvwz0123456789():|/+#&") for _ in range(count)
    )
    image = Image.new("L", (96 * count, 130), 0)
    font = load(face, 90, bold=rng.random() < 0.4)
    ImageDraw.Draw(image).text((8, 100), text, font=font, fill=255, anchor="ls")
    return Icon("letters", "none", (np.asarray(image) / 255).astype(np.float32))


def _framed(coverage: NDArray[np.float32], rng: random.Random) -> NDArray[np.float32]:
    """Return an icon as often printed: bare, left out of a disc or square, or in a frame."""
    coverage = coverage[np.ix_(coverage.max(axis=1) > 0.1, coverage.max(axis=0) > 0.1)]
    if coverage.size == 0:
        return coverage
    kind = rng.choices(("bare", "disc", "square", "ring", "box"), (6, 3, 2, 1, 1))[0]
    if kind == "bare":
        return coverage
    height, width = coverage.shape
    side = round(max(width, height) * rng.uniform(1.3, 1.9))
    frame = np.zeros((side, side), np.float32)
    thick = -1 if kind in ("disc", "square") else max(2, round(side * rng.uniform(0.03, 0.07)))
    if kind in ("disc", "ring"):
        cv2.circle(frame, (side // 2, side // 2), side // 2 - 3, 1.0, thick, cv2.LINE_AA)
    else:
        cv2.rectangle(frame, (3, 3), (side - 4, side - 4), 1.0, thick)
    top, left = (side - height) // 2, (side - width) // 2
    inner = frame[top : top + height, left : left + width]
    inner[:] = np.maximum(inner - coverage, 0) if thick < 0 else np.maximum(inner, coverage)
    return frame


def _printed(coverage: NDArray[np.float32], rng: random.Random) -> NDArray[np.uint8]:
    """Return a photo of the icon in the strip before a number."""
    coverage = _framed(coverage, rng)
    noise = np.random.default_rng(rng.getrandbits(32))
    big = rng.choice((1, 2, 3))  # drawn larger, so that blur and JPEG act at the photo's own scale
    height, width = (HEIGHT + 2 * ABOVE), round(HEIGHT * rng.uniform(2.0, 3.0))
    canvas = np.zeros((height * big, width * big), np.float32)
    tall = rng.uniform(0.62, 1.4) * HEIGHT * big
    if coverage.size:
        scale = tall / max(coverage.shape)
        angle, skew = rng.gauss(0, 0.05), rng.gauss(0, 0.06)
        stretch = scale * rng.uniform(0.9, 1.1)
        matrix = np.array([[stretch, skew * scale, 0], [angle * scale, scale, 0]], np.float32)
        middle = matrix[:, :2] @ np.array([coverage.shape[1] / 2, coverage.shape[0] / 2], np.float32)
        target = np.array([width * big - tall * rng.uniform(0.6, 0.9) - 4 * big,
                           height * big / 2 + rng.gauss(0, 1.5) * big])  # fmt: skip
        matrix[:, 2] = target - middle
        drawn = cv2.warpAffine(_softened(coverage, scale), matrix, (width * big, height * big))
        canvas = np.asarray(drawn, np.float32)
    if rng.random() < 0.25:
        _intruders(canvas, rng)
    return _photographed(np.clip(canvas, 0, 1), (width, height), rng, noise)


def _softened(coverage: NDArray[np.float32], scale: float) -> NDArray[np.float32]:
    return (
        np.asarray(cv2.GaussianBlur(coverage, (0, 0), 0.45 / scale), np.float32) if scale < 0.8 else coverage
    )


def _intruders(canvas: NDArray[np.float32], rng: random.Random) -> None:
    """Draw the feet of the line above, the heads of the one below, a rule at the left."""
    height, width = canvas.shape
    if rng.random() < 0.7:
        edge = height if rng.random() < 0.5 else 0
        for _ in range(rng.randrange(1, 6)):
            x = rng.randrange(width)
            depth, wide = rng.randrange(1, max(2, height // 8)), rng.randrange(2, max(3, width // 12))
            cv2.rectangle(canvas, (x, edge - depth), (x + wide, edge + depth), 1.0, -1)
    else:
        x = rng.randrange(max(1, width // 4))
        cv2.rectangle(canvas, (0, 0), (x, height), rng.uniform(0.4, 1), -1)


def _photographed(
    canvas: NDArray[np.float32], size: tuple[int, int], rng: random.Random, noise: np.random.Generator
) -> NDArray[np.uint8]:
    ground, ink = noise.uniform(0, 255, 3), noise.uniform(0, 255, 3)
    if rng.random() < 0.7:
        ground, ink = noise.uniform(200, 255, 3), noise.uniform(0, 140, 3)
    while np.abs(ground - ink).max() < 70:
        ink = noise.uniform(0, 255, 3)
    small = rng.uniform(0.45, 1.0) if rng.random() < 0.4 else 1.0
    picture = ground + canvas[:, :, None] * (ink - ground)
    if rng.random() < 0.6:
        picture = np.asarray(
            cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.2) * canvas.shape[0] / size[1] / small)
        )
    shape = max(8, round(size[0] * small)), max(8, round(size[1] * small))
    picture = np.asarray(cv2.resize(picture, shape, interpolation=cv2.INTER_AREA))
    picture += noise.normal(0, rng.uniform(0, 9), picture.shape)
    picture += np.linspace(0, rng.gauss(0, 12), picture.shape[1])[None, :, None]
    photo = np.clip(picture, 0, 255).astype(np.uint8)
    if rng.random() < 0.7:
        quality = rng.randrange(35, 96)
        jpeg = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        photo = np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), np.uint8)
    return np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def samples(
    pool: list[Icon], each: dict[str, int], rng: random.Random
) -> tuple[NDArray[np.float32], list[str]]:
    """Return features and labels of drawn icons; letters make up a third of what is none."""
    rows, labels = [], []
    for label, count in each.items():
        chosen = [icon for icon in pool if icon.label == label]
        families = sorted({icon.family for icon in chosen})
        by_family = {family: [icon for icon in chosen if icon.family == family] for family in families}
        for _ in range(count):
            lettering = label == "none" and rng.random() < 0.35
            icon = _letters(rng) if lettering else rng.choice(by_family[rng.choice(families)])
            patch = patch_of(_printed(icon.coverage, rng))
            if patch is not None:
                rows.append(features(patch))
                labels.append(label)
    return np.stack(rows), labels


def train(pool: list[Icon], rng: random.Random, seed: int) -> MLPClassifier:
    """Return the network trained on the pool's icons."""
    inputs, labels = samples(pool, EACH, rng)
    network = MLPClassifier(
        (UNITS,), alpha=1e-3, max_iter=24, batch_size=512, learning_rate_init=0.003, random_state=seed
    )
    network.fit(inputs, [LABELS.index(label) for label in labels])
    return network


def report(network: MLPClassifier, pool: list[Icon], rng: random.Random) -> None:
    """Print how icons never seen are told, by class: all, and those told surely."""
    inputs, truth = samples(
        pool, {label: 600 for label in LABELS if any(i.label == label for i in pool)}, rng
    )
    chances = network.predict_proba(inputs)
    told, sure = chances.argmax(axis=1), chances.max(axis=1) >= SURE
    for index, label in enumerate(LABELS):
        of_it = np.array([name == label for name in truth])
        if of_it.any():
            right = (told == index) & of_it
            wrong = of_it & sure & (told != index) & (told != 0)
            print(
                f"{label:9} {of_it.sum():5} right {right.sum() / of_it.sum():.1%}, "
                f"surely {(right & sure).sum() / of_it.sum():.1%}, "
                f"surely another {wrong.sum() / of_it.sum():.2%}"
            )


def main() -> None:
    """Train and write, or train without a family and report on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hold-out", default="")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    pool = list(icons(given.folder, rng))
    held = [icon for icon in pool if icon.family in given.hold_out.split(",")]
    network = train([icon for icon in pool if icon.family not in given.hold_out.split(",")], rng, given.seed)
    if held:
        report(network, held, rng)
        return
    families = ", ".join(sorted({icon.family for icon in pool}))
    write_net(
        network,
        LABELS,
        _OUT,
        "# What icon stands before a telephone number: a network's weights; labels, a scale a layer, then\n"
        "# a row a feature and one for the bias. Made by: python -m scripts.learn.train_icons FOLDER"
        f" --seed {given.seed}\n# from the drawings of the free icon sets {families}\n"
        "# Same licence as the program; the drawings themselves are not part of it.\n",
    )


if __name__ == "__main__":
    main()
