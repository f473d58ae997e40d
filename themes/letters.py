#!/usr/bin/env python3
"""Adds the letters of Bambara, Hausa, Fulfulde and their neighbours to the
theme's display font, which its family lacks.

    python3 themes/letters.py themes/palabre/fonts/palabre-display.woff2

changes the file in place; doing it again changes nothing. It needs fonttools
and brotli (Debian: python3-fonttools, python3-brotli). The font has one
weight, so outlines need no masters. All parts come from the font: hooks are
that of its own ŋ and Ŋ, mirrored or turned; ɔ and ǝ are c and e turned. Only
ɛ and Ɛ are drawn, with the strokes, overshoots and terminals of s, c and C.
"""
import sys

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

# Contours are lists of (x, y, on): on the curve or beside it.


def contours(font, name):
    points, ends, flags = font["glyf"][name].getCoordinates(font["glyf"])
    out, start = [], 0
    for end in ends:
        out.append([(x, y, on & 1) for (x, y), on in zip(points[start:end + 1], flags[start:end + 1])])
        start = end + 1
    return out


def place(contour, xx=1, x=0, yy=1, y=0, lean=0):
    """Scales (a negative scale turns or mirrors), leans and moves a contour."""
    out = [(round(xx * px + lean * (yy * py) + x), round(yy * py + y), on) for px, py, on in contour]
    return out[::-1] if xx * yy < 0 else out  # filled on the right, always


def swap(contour, changes):
    """Moves points of a contour; each must be there."""
    out = list(contour)
    for old, new in changes.items():
        at = [i for i, (x, y, _) in enumerate(out) if (x, y) == old]
        if len(at) != 1:
            sys.exit(f"the font is not the one that this was made for: no point {old}")
        out[at[0]] = (*new, out[at[0]][2])
    return out


def cut(contour, first, last, points):
    """Puts others in place of the points between two, both included."""
    places = [(x, y) for x, y, _ in contour]
    i, j = places.index(first), places.index(last)
    return contour[:i] + points + contour[j + 1:]


def curve(text):
    """Reads "x,y" on the curve and "(x,y)" beside it."""
    out = []
    for word in text.split():
        x, y = word.strip("()").split(",")
        out.append((int(x), int(y), 0 if word[0] == "(" else 1))
    return out


EPSILON = curve("""
 245,-13 (176,-13) (92,16) (38,76) (25,118) 25,152 (25,194) (58,244) (100,268) 124,277
 (86,290) (42,340) 42,392 (42,438) (88,503) (176,540) 245,540 (310,540) (398,504) (436,438) 436,380
 316,358 (315,392) (286,438) 243,438 (214,438) (181,412) 181,384 (181,356) (214,330) 262,330
 310,330 310,230 258,230 (214,230) (168,202) 168,162 (168,124) (206,92) 250,92 (290,92) (322,130) 328,182
 454,166 (452,104) (386,17) (308,-13)""")
CAPITAL_EPSILON = curve("""
 270,-13 (190,-13) (96,22) (40,96) (32,150) 32,188 (32,240) (68,304) (118,336) 152,346
 (104,362) (52,426) 52,490 (52,546) (102,628) (196,672) 274,672 (348,672) (446,630) (494,550) 492,474
 362,452 (362,502) (328,560) 272,560 (236,560) (194,526) 194,486 (194,446) (234,400) 298,400
 360,400 360,290 292,290 (232,290) (178,252) 178,196 (178,146) (224,100) 276,100 (324,100) (368,146) 374,214
 512,198 (512,116) (430,22) (346,-13)""")


def letters(font):
    """Yields code point, contours and advance of each letter."""
    old = lambda name: contours(font, name)
    wide = lambda name: font["hmtx"][name][0]
    hook = swap(old("eng")[0], {(335, 25): (335, 3), (476, 25): (476, 3)})
    big = old("Eng")[0]
    big = swap(big, {(443, 61): (443, 17), (578, 61): (578, 17)})

    yield 0x254, [place(old("c")[0], xx=-1, x=wide("c"), yy=-1, y=527)], wide("c")
    yield 0x186, [place(old("C")[0], xx=-1, x=wide("C"), yy=-1, y=659)], wide("C")
    for code in 0x1DD, 0x259:  # ǝ and ə: a glyph each, so that text copied from a PDF stays what it was
        yield code, [place(c, xx=-1, x=wide("e"), yy=-1, y=527) for c in old("e")], wide("e")
    quote = font.getBestCmap()[0x2019]
    yield 0x2BC, old(quote), wide(quote)  # of Hausa ʼy
    yield 0x18E, [place(c, xx=-1, x=wide("E")) for c in old("E")], wide("E")
    yield 0x25B, [EPSILON], 470
    yield 0x190, [CAPITAL_EPSILON], 540

    parts = old("n") + [place(hook, x=-286)]
    yield 0x272, [place(c, x=48) for c in parts], wide("n") + 48
    parts = old("N") + [place(big, x=-389)]
    yield 0x19D, [place(c, x=76) for c in parts], wide("N") + 76

    b, hole = old("b")
    b = swap(b, {(49, 700): (49, 556), (189, 700): (189, 569)})
    yield 0x253, [b, hole, place(hook, xx=-1, x=525, yy=-1, y=542)], wide("b")
    d, hole = old("d")
    d = swap(d, {(337, 700): (337, 564), (478, 700): (478, 556)})
    yield 0x257, [d, hole, place(hook, xx=-1, x=813, yy=-1, y=542)], wide("d") + 54
    k = swap(old("k")[0], {(49, 701): (49, 556), (187, 701): (187, 556)})
    yield 0x199, [k, place(hook, xx=-138 / 141, x=515, yy=-1, y=542)], wide("k")
    y = swap(old("y")[0], {(318, 527): (318, 480), (458, 527): (458, 480)})
    yield 0x1B4, [y, place(hook, xx=-140 / 141, x=791, yy=-1, y=469)], wide("y") + 54

    # Left of the stem, from the bar on: what is above the hook's back is filled.
    for code, of in (0x181, "B"), (0x18A, "D"):
        parts = old(of) + [place(big, x=-389, yy=-1, y=469), curve("-25,660 60,660 60,540 -25,540")]
        yield code, [place(c, x=72) for c in parts], wide(of) + 72
    K = cut(old("K")[0], (367, 609), (521, 605), curve("352,565 356,577 509,577 502,556"))
    yield 0x198, [K, place(big, xx=-150 / 135, x=994, yy=-1, y=566, lean=.3)], wide("K") + 88
    Y = swap(old("Y")[0], {(382, 660): (357, 575), (544, 660): (506, 575)})
    yield 0x1B3, [Y, place(big, xx=-147.4 / 135, x=984, yy=-1, y=561, lean=.34)], wide("Y") + 100


def add(font, code, parts, advance):
    name = font.getBestCmap().get(code, f"uni{code:04X}")
    pen = TTGlyphPen(None)
    for part in parts:  # the corners alone, to be replaced below
        pen.moveTo((0, 0)), pen.lineTo((1, 1)), pen.lineTo((1, 0)), pen.closePath()
    glyph = pen.glyph()
    points = [p for part in parts for p in part]
    ends, n = [], -1
    for part in parts:
        n += len(part)
        ends.append(n)
    glyph.coordinates = GlyphCoordinates([(x, y) for x, y, _ in points])
    glyph.flags = bytearray(on for _, _, on in points)
    glyph.flags[0] |= 0x40  # contours overlap
    glyph.endPtsOfContours, glyph.numberOfContours = ends, len(parts)
    if name not in font["glyf"].glyphs:
        font.setGlyphOrder(font.getGlyphOrder() + [name])
    font["glyf"].glyphs[name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def main(path):
    font = TTFont(path, recalcTimestamp=False)
    font["glyf"].glyphs  # read before the order of glyphs grows
    for letter in list(letters(font)):
        add(font, *letter)
    font.flavor = "woff2" if path.endswith("woff2") else None
    font.save(path)


if __name__ == "__main__":
    main(sys.argv[1])
