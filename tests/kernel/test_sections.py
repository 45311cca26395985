from __future__ import annotations

from integrity.kernel.sections import questions, sections

BODY = """开头。

## 思考题

1. 第一问？

    参考要点：第一点。
    接着写。

    第二段。

2. 第二问？
参考要点：紧挨着。

3、没有答案的问题？

```
## 不是标题
```

## 通报 ##

"""


def test_a_body_is_cut_at_its_headings() -> None:
    found = sections(BODY, 10)
    assert [(section.name, section.line, section.filled) for section in found] == [
        ("", 10, True),
        ("思考题", 13, True),
        ("通报", 31, False),
    ]
    assert found[0].plain == ("开头。",)


def test_questions_with_their_answers_and_lines() -> None:
    asked = questions(sections(BODY, 10)[1])
    assert [(question.text, question.answer, question.line) for question in asked] == [
        ("第一问？", ("第一点。接着写。", "第二段。"), 14),
        ("第二问？", ("紧挨着。",), 21),
        ("没有答案的问题？", (), 24),
    ]


def test_a_body_without_headings_is_one_section_and_an_empty_one_none() -> None:
    assert [section.name for section in sections("正文。\n", 5)] == [""]
    assert sections("\n", 5) == ()
    assert questions(sections("## 思考题\n\n没有编号。\n", 1)[0]) == ()
