"""What a web page or a printer adds to a report: dates it was put up, counters, buttons, page numbers."""

from __future__ import annotations

import re
from datetime import date

from generator.importer.lexicon import fold

_LONGEST = 60

# Beginnings of lines that belong to the page and not to the report.
_FURNITURE = re.compile(
    r"(?:请?(?:用|使用)?手?机?(?:微信)?扫[一码描]|微信扫|扫码|.{0,8}二维码|.{0,6}分享(?:到|至|:|$)|分享按钮"
    r"|[【\[(](?:字[体号]|打印|关闭|大|中|小|收藏|分享|返回|我要纠错|浏览|来源|发布).{0,40}$"
    r"|(?:打印|关闭|收藏|保存|下载|返回)(?:本页|窗口|页面|顶部|首页|列表|本文|此页|文章|$)"
    r"|字[体号](?:大小)?[:\[【(]|大中小$|[\[【]?大[\]】]?[\[【]?中[\]】]?[\[【]?小[\]】]?$"
    r"|(?:浏览|点击|阅读|访问|查看)(?:次数|数|量|率|:)|(?:您?当前|您?现在|您)的?(?:所在)?位置(?:是)?[:]?"
    r"|上一[篇条页]|下一[篇条页]|相关(?:链接|阅读|文件|附件|新闻|信息|稿件)[:]?"
    r"|(?:责任)?编辑[:]|责编[:]|作者[:]|审核[:]|供稿[:]|(?:信息|文章|稿件)?来源[:]"
    r"|版权所有|主办(?:单位)?[:]|承办(?:单位)?[:]|技术支持|.{0,12}ICP备|.{0,8}公网安备|网站(?:标识码|地图|支持)"
    r"|政府网站(?:标识码|地图|找错)|无障碍|长者|繁[体]?[|]?简|首页[>|]|附件(?:下载|列表)?[:]?$|.{0,4}在手机(?:上)?(?:打开|查看)"
    r"|(?:索引号|发布机构|发文机关|信息分类|主题分类|公开方式|公开范围|公开时限|文号|信息名称|有效性|主题词|生成日期|信息索引)[:]?"
    r"|Copyright|©|\|$)",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"(?:[-—–·]+[0-9]{1,3}[-—–·]+|第[0-9]{1,3}页(?:[,/]?共[0-9]{1,3}页)?|[0-9]{1,3}/[0-9]{1,3})"
)

_DAY = (
    r"(?P<year>20[0-9]{2})(?:年|[-/.])(?P<month>1[0-2]|0?[1-9])(?:月|[-/.])"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?=[0-2]?[0-9]:[0-5]|[^0-9]|$)日?"
)
_CLOCK = r"(?:T?[0-2]?[0-9][:][0-5][0-9](?:[:][0-5][0-9])?)?"
_BARE_DAY = re.compile(rf"[(\[]?(?:日期|时间)?:?{_DAY}{_CLOCK}(?:印发|发布)?[)\]]?[.。]?")
_PUBLISHED = (
    re.compile(rf"(?:发布|公布|发稿)(?:日期|时间|于)[:]?{_DAY}"),
    re.compile(rf"(?<![一-鿿])(?:日期|时间)[:]?{_DAY}"),
    re.compile(rf"(?:公开|上网|录入|更新|添加|生成|发文)(?:日期|时间)[:]?{_DAY}"),
)
_NUMERALS = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")
_WRITTEN_DAY = re.compile(
    r"(二[〇○零OＯo0][一二三四五六七八九〇○零OＯo0]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_ORGANISATION = re.compile(
    r"[一-鿿()·]{3,40}?(?:政府|办公室|[局委厅院所站队部署办处会馆]|中心|街道|[镇乡]|公司|办事处|苏木|农场|管理区|[校学]|大学|学院|医院|总队|支队|[师团]|集团|新区|开发区)(?:\(?盖?章\)?)?"
)


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page that carries the report."""
    line = fold(text)
    return (
        len(line) <= _LONGEST
        and not line.endswith("。")
        and (_FURNITURE.match(line) is not None or _PAGE_NUMBER.fullmatch(line) is not None)
    )


def published_in(text: str) -> date | None:
    """The day on which a line says that the page was put up, or None."""
    line = fold(text)
    for pattern in _PUBLISHED:
        if found := pattern.search(line):
            return _day(found)
    return None


def bare_day(text: str) -> date | None:
    """The day that a line consists of, in figures or in characters, or None."""
    line = fold(text)
    if found := _BARE_DAY.fullmatch(line):
        return _day(found)
    if found := _WRITTEN_DAY.fullmatch(line):
        return _written(found)
    return None


def day_at_end(text: str) -> tuple[str, date] | None:
    """A line that ends with a day, as the text before it and the day."""
    line = fold(text)
    found = re.search(rf"{_DAY}$", line)
    day = _day(found) if found else None
    if found is None:
        found = re.search(_WRITTEN_DAY.pattern + "$", line)
        day = _written(found) if found else None
    if found is None or day is None:
        return None
    return line[: found.start()], day


def is_organisation(text: str) -> bool:
    """Whether a line is the name of a body and nothing else."""
    return _ORGANISATION.fullmatch(fold(text)) is not None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _written(found: re.Match[str]) -> date | None:
    try:
        year = int(found[1].upper().replace("O", "0").translate(_NUMERALS))
        return date(year, _number(found[2]), _number(found[3]))
    except ValueError:
        return None


def _number(text: str) -> int:
    """A number up to 99 in Chinese numerals."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(ones.translate(_NUMERALS))
    high = int(tens.translate(_NUMERALS)) if tens else 1
    return high * 10 + (int(ones.translate(_NUMERALS)) if ones else 0)
