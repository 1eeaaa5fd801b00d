"""Writes the DOCX and the PDF of the twin article, byte for byte the same each time: `python -m tests.make_twin`.

Both are put together by hand, so that the tests need no library that writes them and show what the readers must bear:
styles, lists and tracked changes in the one, running heads, page numbers and words broken at a line's end in the other.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

FOLDER = Path(__file__).parent / "corpus" / "articles" / "twin"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

# (style, text); [-…-] is a tracked deletion, [+…+] an insertion
PARAGRAPHS = (
    ("Title", "Ferry runs aground off Sandrey, 212 brought ashore"),
    ("", "SANDREY, Wednesday, 9 October 2024"),
    ("", "By Ines Calloway"),
    (
        "",
        "The ferry Maren Isle ran aground within 3 miles of the harbour at Sandrey on Tuesday night, the coastguard "
        "said. All 212 people on board were brought ashore by 9.30 p.m. and nobody was seriously hurt.",
    ),
    (
        "",
        '"It was over in ten minutes. Nobody panicked," said Capt. R. J. Holm, who has sailed the route since 1998. '
        "About 5,000\u00a0litres of fuel leaked into Gull Bay, according to the U.S. owner, Tidewater Lines Inc. "
        "Divers found a tear of 4½ metres in the hull.",
    ),
    ("berschrift2", "What is known"),
    ("List", "The ship left Port Anselm at 6 p.m. with [-170-][+180+] passengers and 32 crew."),
    ("List", "It struck the Hag Rocks at 7.12 p.m. in fog."),
    ("List", "Two lifeboats, six fishing boats and a helicopter took part."),
    (
        "",
        "The rocks lie 5 kilo\u00admetres from the harbour wall and are marked on every chart. A speci\ufb01c warning "
        "had been given on Oct. 7. Was it read? The inquiry will begin on Monday.",
    ),
)
STYLES = (
    '<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
)
PAGES = (
    (
        "THE SANDREY COURIER",
        "Ferry runs aground off Sandrey, 212 brought ashore",
        "SANDREY, Wednesday, 9 October 2024",
        "By Ines Calloway",
        "The ferry Maren Isle ran aground within 3 miles of the harbour at Sandrey on",
        "Tuesday night, the coastguard said. All 212 people on board were brought ashore",
        "by 9.30 p.m. and nobody was seriously hurt.",
        '"It was over in ten minutes. Nobody panicked," said Capt. R. J. Holm, who has',
        "sailed the route since 1998. About 5,000 litres of fuel leaked into Gull Bay, ac-",
        "cording to the U.S. owner, Tidewater Lines Inc. Divers found a tear of 4½ metres",
        "in the hull.",
        "What is known",
        "• The ship left Port Anselm at 6 p.m. with 180 passengers and 32 crew.",
        "• It struck the Hag Rocks at 7.12 p.m. in fog.",
        "Page 1 of 2",
    ),
    (
        "THE SANDREY COURIER",
        "• Two lifeboats, six fishing boats and a helicopter took part.",
        "The rocks lie 5 kilometres from the harbour wall and are marked on every chart.",
        "A specific warning had been given on Oct. 7. Was it read? The inquiry will begin",
        "on Monday.",
        "Page 2 of 2",
    ),
)


def runs(text: str) -> str:
    """The runs of a paragraph, tracked changes marked up."""
    made = []
    for piece in (
        text.replace("[-", "\0[-").replace("-]", "-]\0").replace("[+", "\0[+").replace("+]", "+]\0").split("\0")
    ):
        body = escape(piece.strip("[+-]") if piece[:1] == "[" else piece)
        if piece.startswith("[-"):
            made.append(f'<w:del w:id="1" w:author="x"><w:r><w:delText>{body}</w:delText></w:r></w:del>')
        elif piece.startswith("[+"):
            made.append(f'<w:ins w:id="2" w:author="x"><w:r><w:t>{body}</w:t></w:r></w:ins>')
        elif piece:
            made.append(f'<w:r><w:t xml:space="preserve">{body}</w:t></w:r>')
    return "".join(made)


def document(body: str) -> str:
    """word/document.xml around `body`."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def paragraph(style: str, text: str) -> str:
    """One <w:p>."""
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if style == "List" else ""
    named = f'<w:pStyle w:val="{style}"/>' if style and not listed else ""
    return f"<w:p><w:pPr>{named}{listed}</w:pPr>{runs(text)}</w:p>"


def package(parts: dict[str, str]) -> bytes:
    """A .docx of these parts, dated 1980 as zip files without a clock are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(zipfile.ZipInfo(name), xml, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def docx() -> bytes:
    """The article as .docx."""
    body = "".join(paragraph(style, text) for style, text in PARAGRAPHS)
    styles = f'<?xml version="1.0" encoding="UTF-8"?><w:styles xmlns:w="{W}">{STYLES}</w:styles>'
    return package({"word/document.xml": document(body), "word/styles.xml": styles})


def pdf(pages: tuple[tuple[str, ...], ...] = PAGES) -> bytes:
    """Pages of lines as PDF 1.4: one font, no compression, the cross-reference table counted out."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        drawn = b"BT /F1 11 Tf 14 TL 50 780 Td\n"
        for line in lines:
            shown = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            drawn += b"(" + shown + b") Tj T*\n"
        drawn += b"ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"\nendstream")
    made = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{at:010d} 00000 n \n" for at in offsets)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def main() -> None:
    """Write both files."""
    (FOLDER / "ferry.docx").write_bytes(docx())
    (FOLDER / "ferry.pdf").write_bytes(pdf())


if __name__ == "__main__":
    main()
