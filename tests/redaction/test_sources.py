"""What is read from files: pictures, Word, Excel, PDF, texts, names. All people are made up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from integrity.redaction.piece import Piece
from integrity.redaction.segments import Broken, segments, stripped
from integrity.redaction.sources import decode, read, wanted

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" '
    'aux:SerialNumber="SN20260001"><dc:creator><rdf:Seq><rdf:li>张建国</rdf:li></rdf:Seq></dc:creator>'
    "<dc:description><rdf:Alt><rdf:li>民警李建军在场</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def exif(orientation: int = 1) -> Image.Exif:
    data = Image.Exif()
    data[0x010F], data[0x0110], data[0x0112] = "HUAWEI", "P60", orientation
    data[0x9C9D] = "张建国\0".encode("utf-16-le")
    place = data.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (30.0, 1.0, 2.0), "E", (100.0, 1.0, 1.0)
    data.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + "家住某处".encode("utf-16-le")
    return data


def picture(form: str, orientation: int = 1, plain: bool = False) -> bytes:
    file = io.BytesIO()
    image = Image.new("RGB", (40, 30), (200, 30, 60))
    image.putpixel((3, 4), (1, 2, 3))
    options: dict[str, object] = {} if plain else {"exif": exif(orientation)}
    if form == "PNG" and not plain:
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", "Zhang")
        info.add_itxt("Comment", "民警李建军在场", zip=True)
        options["pnginfo"] = info
    if form in ("JPEG", "WEBP") and not plain:
        options["xmp"] = XMP.encode()
    if form == "JPEG" and not plain:
        options["comment"] = "民警李建军在场".encode()
    image.save(file, form, **options)
    return file.getvalue()


def found(name: str, content: bytes) -> set[tuple[str, str]]:
    return {(piece.role, piece.text) for piece in read(name, content)}


def places(name: str, content: bytes) -> dict[str, str]:
    return {piece.text: piece.place for piece in read(name, content)}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_tells_author_device_and_place(form: str) -> None:
    said = found(f"a.{form.lower()}", picture(form))
    assert {("author", "张建国"), ("device", "HUAWEI"), ("device", "P60"), ("gps", ""), ("text", "家住某处")} <= said


def test_xmp_iptc_and_comments_are_read_too() -> None:
    said = found("a.jpg", picture("JPEG"))
    assert {("device", "SN20260001"), ("text", "民警李建军在场")} <= said
    by_line = b"\x1c\x02\x50" + len("张建国".encode()).to_bytes(2, "big") + "张建国".encode()
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(by_line).to_bytes(4, "big") + by_line
    plain = picture("JPEG", plain=True)
    marked = plain[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block + plain[2:]
    assert ("author", "张建国") in found("a.jpg", marked)
    assert found("a.jpg", stripped(marked)) == set()


def test_a_thumbnail_and_data_behind_the_picture_are_found() -> None:
    assert {role for role, _ in found("a.jpg", picture("JPEG", plain=True) + picture("JPEG", plain=True))} == {"hidden"}
    # A directory of no tags, then IFD1 with JPEGInterchangeFormat.
    tiff = b"II*\0\x08\0\0\0" + b"\0\0" + b"\x0e\0\0\0" + b"\x01\0" + b"\x01\x02\x04\0\x01\0\0\0\x20\0\0\0" + b"\0\0\0\0"
    plain = picture("JPEG", plain=True)
    body = b"Exif\0\0" + tiff
    thumbed = plain[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + plain[2:]
    assert {role for role, _ in found("a.jpg", thumbed)} == {"hidden"}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_clean_picture_says_nothing_and_segments_make_the_file(form: str) -> None:
    plain = picture(form, plain=True)
    assert found(f"a.{form.lower()}", plain) == set()
    assert b"".join(segment.raw for segment in segments(plain)) == plain
    assert stripped(plain) == plain


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turned", [1, 6])
def test_metadata_are_cut_and_pixels_stay(form: str, turned: int) -> None:
    before = picture(form, turned)
    after = stripped(before, turned)
    assert found(f"a.{form.lower()}", after) == set()
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as two:
        assert one.convert("RGB").tobytes() == two.convert("RGB").tobytes()
        assert two.getexif().get(0x0112, 1) == turned


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_damaged_picture_is_one_clear_line(form: str) -> None:
    whole = picture(form, plain=form == "GIF")
    for length in range(0, len(whole) - 1, 7):
        roles = [piece.role for piece in read(f"a.{form.lower()}", whole[:length])]
        assert set(roles) <= {"broken", "author", "device", "gps", "text"}
        assert roles.count("broken") <= 1


def test_a_cut_picture_cannot_be_stripped() -> None:
    with pytest.raises(Broken):
        stripped(picture("JPEG")[:200])


def document() -> docx.document.Document:  # type: ignore[name-defined]
    made = docx.Document()
    made.core_properties.author, made.core_properties.last_modified_by = "张建国", "python-docx"
    return made


def saved(made: docx.document.Document) -> bytes:  # type: ignore[name-defined]
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_word_runs_headers_tables_notes_and_properties() -> None:
    made = document()
    paragraph = made.add_paragraph("民警")
    for run in ("张", "建", "国"):
        paragraph.add_run(run).bold = True
    made.sections[0].header.paragraphs[0].text = "页眉里的李建军"
    made.sections[0].footer.paragraphs[0].text = "页脚"
    cells = made.add_table(2, 2).rows[1].cells
    cells[0].text, cells[1].text = "姓名", "王建设"
    made.add_comment(paragraph.runs, "请核实赵建华的身份", author="孙建平")
    inside = places("a.docx", saved(made))
    assert inside["民警张建国"] == "第1段"
    assert inside["页眉里的李建军"] == "页眉"
    assert inside["姓名\t王建设"] == "第1个表格第2行"
    assert inside["请核实赵建华的身份"] == "批注"
    said = found("a.docx", saved(made))
    assert {("author", "张建国"), ("author", "python-docx"), ("author", "孙建平")} <= said


def test_word_tracked_changes_are_read_as_they_were_and_as_they_are() -> None:
    made = document()
    paragraph = made.add_paragraph("民警")
    for name, tag, words in (("del", "delText", "张建国"), ("ins", "t", "张某某")):
        change, run, text = OxmlElement(f"w:{name}"), OxmlElement("w:r"), OxmlElement(f"w:{tag}")
        change.set(qn("w:author"), "李建军")
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    inside = places("a.docx", saved(made))
    assert (inside["民警张某某"], inside["民警张建国"]) == ("第1段", "第1段（修订前）")
    assert inside["李建军"] == "修订的作者"


def test_word_text_boxes_links_and_embedded_photographs() -> None:
    made = document()
    made.add_picture(io.BytesIO(picture("PNG")))
    made.part.relate_to("mailto:zhangjianguo@example.com", "http://x/hyperlink", is_external=True)
    run = made.add_paragraph("外面")._p.add_r()
    box = OxmlElement("w:txbxContent")
    box.append(docx.oxml.parse_xml(f'<w:p xmlns:w="{qn("w:p")[1:-2]}"><w:r><w:t>框里的张建国</w:t></w:r></w:p>'))
    run.append(box)
    inside = places("a.docx", saved(made))
    assert inside["框里的张建国"] == "文本框"
    assert inside["外面"] == "第2段"
    assert inside["mailto:zhangjianguo@example.com"] == "链接地址"
    assert inside["HUAWEI"].startswith("嵌入的图片")


SHEET = {
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="张建国案" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/sharedStrings.xml": "<sst><si><t>姓名</t></si><si><r><t>张建</t></r><r><t>国</t></r></si><si><t>删去的李建军</t></si></sst>",
    "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row r="3"><c t="s"><v>0</v></c><c t="s"><v>1</v></c>'
    '<c><v>13800000000</v></c><c><v>9.9010119900307E+17</v></c><c t="inlineStr"><is><t>内联</t></is></c></row></sheetData>'
    "<headerFooter><oddHeader>&amp;C制表人王建设</oddHeader></headerFooter></worksheet>",
    "xl/comments1.xml": '<comments><authors><author>孙建平</author></authors><commentList><comment ref="B2"><text><t>问赵建华'
    "</t></text></comment></commentList></comments>",
    "docProps/app.xml": "<Properties><Company>示例分局</Company><Manager>周建民</Manager></Properties>",
}


def zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return file.getvalue()


def test_a_workbook_row_by_row() -> None:
    inside = places("a.xlsx", zipped(SHEET))
    assert inside["姓名\t张建国\t13800000000\t990101199003070000\t内联"] == "工作表“张建国案”第3行"
    assert inside["问赵建华"] == "单元格 B2 的批注"
    assert inside["删去的李建军"] == "删去的单元格里留下的文字"
    assert inside["&C制表人王建设"] == "工作表“张建国案”的页眉页脚"
    assert {("author", "孙建平"), ("author", "周建民"), ("text", "张建国案")} <= found("a.xlsx", zipped(SHEET))


def pdf(text: str = "", **info: str) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    stream = StreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode() if text else b"0 0 1 1 re f")
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({f"/{key}": value for key, value in info.items()})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_pdf_pages_information_and_annotations() -> None:
    inside = places("a.pdf", pdf("ID 990101199003070011", Author="张建国", Title="关于李建军的报告"))
    assert inside["ID 990101199003070011"] == "第1页"
    assert inside["张建国"] == "文档属性“作者”"
    assert inside["关于李建军的报告"] == "文档属性“标题”"
    writer = PdfWriter(clone_from=io.BytesIO(pdf("x")))
    note = FreeText(text="请核实赵建华", rect=(10, 10, 90, 40))
    writer.add_annotation(0, note)
    writer.add_attachment("张建国.txt", "附件里的王建设".encode())
    file = io.BytesIO()
    writer.write(file)
    inside = places("b.pdf", file.getvalue())
    assert inside["请核实赵建华"] == "第1页的批注或表单"
    assert inside["附件里的王建设"] == "附件 张建国.txt"


def test_a_scanned_page_is_a_reminder_and_locked_files_are_named() -> None:
    assert [(piece.role, piece.place) for piece in read("a.pdf", pdf())] == [("scan", "第1页")]
    writer = PdfWriter(clone_from=io.BytesIO(pdf("x")))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert [piece.text for piece in read("a.pdf", file.getvalue())] == ["PDF 加了密码，看不到里面，请去掉密码再放"]


def broken() -> Iterator[tuple[str, bytes, str]]:
    yield "a.docx", b"PK\x03\x04 nothing", "打不开"
    yield "a.docx", b"", "打不开"
    yield "a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "密码"
    yield "a.pdf", b"%PDF-1.7\n", "打不开"
    yield "a.doc", b"\xd0\xcf\x11\xe0", "另存为"
    yield "a.docx", zipped({"word/document.xml": "<a>" + " " * 90_000_000 + "</a>"}), "大得不正常"


@pytest.mark.parametrize(("name", "content", "said"), list(broken()), ids=lambda value: str(value)[:12])
def test_files_that_cannot_be_read_are_one_line(name: str, content: bytes, said: str) -> None:
    pieces = list(read(name, content))
    assert [piece.role for piece in pieces] == ["broken"]
    assert said in pieces[0].text


def test_entities_are_not_followed() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "张建国"><!ENTITY c SYSTEM "file:///etc/hostname">]><d><p><t>&b;&c;</t></p></d>'
    assert all("hostname" not in piece.text for piece in read("a.docx", zipped({"word/document.xml": bomb})))


def test_the_names_of_files_and_folders_are_pieces() -> None:
    assert list(read("cases/张建国/谈话李建军.mp4", b"")) == [
        Piece("张建国", "文件夹名", "path"),
        Piece("谈话李建军", "文件名", "path"),
    ]
    assert list(read("cases/2026/13800000000.mp4", b"")) == [Piece("13800000000", "文件名", "path")]
    assert not wanted("a.mp4")


def test_texts_in_every_usual_encoding() -> None:
    for code in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        text = decode("张建国\r\n某".encode(code))
        assert text
        assert text.text == "张建国\n某"
    assert decode(b"\0\1\2\xff") is None


def test_numbers_of_a_drawing_are_not_scanned_but_its_words_are() -> None:
    svg = '<svg><path d="M 138 0013 8000"/><text>张建国</text><metadata><a:RDF xmlns:a="a"><creator>李建军</creator></a:RDF></metadata></svg>'
    pieces = list(read("a.svg", svg.encode()))
    assert "138" not in pieces[-1].text
    assert len(pieces[-1].text) == len(svg)
    assert Piece("李建军", "作者", "author") in pieces


def test_a_picture_inside_a_text_is_read() -> None:
    import base64

    text = f"![图](data:image/jpeg;base64,{base64.b64encode(picture('JPEG')).decode()})"
    pieces = list(read("a.md", text.encode()))
    assert any(piece.role == "gps" and piece.place == "第1行嵌入的图片，GPS 位置" for piece in pieces)
    assert "base64,/9j" not in pieces[-1].text
