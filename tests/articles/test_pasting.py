"""What is pasted from other programs becomes text of ours; their looks stay behind."""

import pytest

from articles import prose
from articles.prose import pasting

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {font-size:10.5pt} --></style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head><body lang=ZH-CN>
<!--StartFragment-->
<p class=MsoTitle>Notice<o:p></o:p></p>
<p class=MsoNormal style='mso-outline-level:2'><b>Where</b></p>
<p class=MsoNormal style='text-indent:21.0pt'><span lang=EN-US style='font-family:SimSun'>The
hall in <st1:place w:st="on">Yubei</st1:place>.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt'>&nbsp;&nbsp;
</span></span></span><![endif]>Passport</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt'>&nbsp;</span></span><![endif]>Copy</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>2.<span>&nbsp;</span></span>Photo <b style='mso-bidi-font-weight:normal'>35
mm</b></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp;</span></span>Form</p>
<p class=MsoNormal>&nbsp;</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3.<span>
&nbsp;</span></span>Wait</p>
<p class=MsoNormal>12 m<sup>2</sup>, CO<sub>2</sub> <del>gone</del><a href="#_ftn1">see</a>
<img width=10 src="file:///C:/x.png"></p>
<table class=MsoTableGrid border=1><tr><td style='width:5cm'><p class=MsoNormal><b>Day</b></p></td>
<td><p class=MsoNormal>Friday</p></td></tr></table>
<!--EndFragment--></body></html>"""
WECHAT = """<meta charset='utf-8'><section data-role="outer" style="font-size:16px;color:#333">
<section><section><p style="text-align:center"><strong><span style="font-size:20px;color:#b00">
江上春天</span></strong></p></section></section>
<p><br></p><p style="text-indent:2em"><span style="font-size:15px">　　四月，江水上涨。</span></p>
<p><span style="font-size:15px">船<span style="font-weight:bold">照常</span>开。\u200b</span></p>
<p>&nbsp;</p>
<p><img class="rich_pages" data-src="https://mmbiz.qpic.cn/x/640?wx_fmt=jpeg" data-type="jpeg"></p>
<section><mpvoice name="听"></mpvoice></section>
<section style="display:none">秘密</section>
<p><iframe class="video_iframe" data-src="https://v.qq.com/x"></iframe></p></section>"""
WEB = """<h1 style="font-size:40px">River</h1><div class="lead">First line<br><br>Second
<a href="https://e.example/a" target="_blank" onclick="x()">there</a></div><h3>Boats</h3>
<b style="font-weight:normal" id="docs-internal-guid-1"><ul><li dir="ltr"><p><span
style="font-weight:700">Ferry</span></p></li></ul></b>
<table><tr><td><table><tr><td><p>Framed</p></td></tr></table></td></tr></table>
<script>track()</script><form><input name=q></form><video src="/x.mp4"></video>"""
WPS = """<html><head><meta name="Generator" content="WPS Office"></head><body><!--StartFragment-->
<h1><span style="mso-spacerun:'yes';font-family:黑体;font-size:22pt">办事指南</span></h1>
<p class="p" style="mso-list:l0 level1 lfo1;"><![if !supportLists]><span
style="font-family:宋体"><span style='mso-list:Ignore;'>一、<span>&nbsp;</span></span></span>
<![endif]>
<font face="宋体">提交材料</font></p>
<p class=MsoNormal><span style="font-weight:bold">注意：</span>周五<font
face="Calibri">17</font>时截止</p>
<!--EndFragment--></body></html>"""

SOURCES = {
    "Word": (
        WORD,
        "<h2>Notice</h2><h3>Where</h3><p>The hall in Yubei.</p>"
        "<ul><li><p>Passport</p><ol><li><p>Copy</p></li>"
        "<li><p>Photo <strong>35 mm</strong></p></li></ol></li><li><p>Form</p></li></ul>"
        '<ol start="3"><li><p>Wait</p></li></ol><p>12 m², CO₂ see</p>'
        "<table><tbody><tr><td><p><strong>Day</strong></p></td><td><p>Friday</p></td></tr>"
        "</tbody></table>",
        "Removed: 1 picture from elsewhere (add it from the library), colours and fonts, "
        "1 empty paragraph.",
    ),
    "WeChat": (
        WECHAT,
        "<h2>江上春天</h2><p>四月，江水上涨。</p><p>船<strong>照常</strong>开。</p>",
        "Removed: 1 picture from elsewhere (add it from the library), 2 embedded videos, "
        "colours and fonts, 2 empty paragraphs.",
    ),
    "web page": (
        WEB,
        '<h2>River</h2><p>First line</p><p>Second <a href="https://e.example/a">there</a></p>'
        "<h3>Boats</h3><ul><li><p><strong>Ferry</strong></p></li></ul><p>Framed</p>",
        "Removed: 1 embedded video, 1 script, 1 form field, colours and fonts.",
    ),
    "WPS": (
        WPS,
        "<h2>办事指南</h2><p>一、提交材料</p><p><strong>注意：</strong>周五17时截止</p>",
        "Removed: colours and fonts.",
    ),
}


@pytest.mark.nodb
@pytest.mark.parametrize("number", ["一、", "（一）", "(二)", "（1）", "①", "十二、"])
def test_number_of_a_chinese_document_stays_before_its_paragraph(number):
    item = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span lang=EN-US><span "
    item += f"style='mso-list:Ignore'>{number}<span>&nbsp;</span></span></span>首先</p>"
    assert pasting.cleaned(item)[0] == f"<p>{number}首先</p>"


@pytest.mark.nodb
@pytest.mark.parametrize("number", ["1.", "2、", "3)", "4）", "(5)", "a."])
def test_plain_number_of_a_list_becomes_an_item(number):
    item = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span "
    item += f"style='mso-list:Ignore'>{number}<span>&nbsp;</span></span>First</p>"
    text = pasting.cleaned(item)[0]
    assert text.startswith("<ol") and text.endswith("<li><p>First</p></li></ol>")


@pytest.mark.nodb
@pytest.mark.parametrize("source", SOURCES)
def test_text_from_another_program_keeps_its_meaning_and_loses_its_looks(source):
    html, text, note = SOURCES[source]
    pasted, removals = pasting.cleaned(html)
    assert pasted == text
    assert removals.words() == note
    assert prose.clean(pasted) == pasted
