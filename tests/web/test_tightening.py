"""What is sent is smaller and means the same."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from inbox_toolkit.web.tightening import tight_script, tight_style

SCRIPTS = sorted((Path(__file__).parents[2] / "toolkit/inbox_toolkit/web/assets").glob("*.js"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('// what it is\nconst a = "  // b";\n', 'let a="  // b";'),
        ("/* one\n * two */\ncall( a , b );", "call(a,b);"),
        ("if (a) {\n  b();\n} else {\n  c();\n}\nd();\n", "if(a){b()}else{c()}\nd();"),
        ("const a = 1;\n\nlet b = 2;\nc();\nlet d = 3;", "let a=1,b=2;c();let d=3;"),
        ("for (let i = 0; i < n; i++) { let a = 1; let b; }\nlet c;", "for(let i=0;i<n;i++){let a=1,b}\nlet c;"),
        ("let a = ({ b }) => { c(); let d = `${e}`; };\nlet f;\nexport let g = 1;\nlet h;",
         "let a=({b})=>{c();let d=`${e}`},f;\nexport let g=1;let h;"),
        ("let f = (a) => a ;\nlet g = (a, b) => ({ a, b, });", "let f=a=>a,g=(a,b)=>({a,b});"),
        ("h(async (a) => await b(a));", "h(async(a)=>await b(a));"),
        ("a + +b - -c - d;", "a+ +b- -c-d;"),
        ("return [one, two] in other ? x : y;", "return[one,two]in other?x:y;"),
        ("let a = b / c / d;", "let a=b/c/d;"),
        ("let a = x.match(/ = \\/ [/ ]/g) ;", "let a=x.match(/ = \\/ [/ ]/g);"),
        ("return / a /.test(b) && c / d ;", "return/ a /.test(b)&&c/d;"),
        ("let a = ` = ${ b + `, ${ { c : 1 }.c } ;` } , `;", "let a=` = ${b+`, ${{c:1}.c} ;`} , `;"),
        ('import { a as b } from "./c.js";\nimport * as d from "./e.js";\n\n// f\nexport function g() {}',
         'import{a as b}from"./c.js";\nimport*as d from"./e.js";\nexport function g(){}'),
        ("let a = b\n  .c()\n  ?? d;\nlet e;", "let a=b.c()??d,e;"),
        ("let a = () => {\n}\n(b)();", "let a=()=>{}\n(b)();"),
    ],
)  # fmt: skip
def test_a_script_loses_what_divides_nothing(source: str, expected: str) -> None:
    assert tight_script(source) == expected


def test_a_text_without_an_end_is_refused() -> None:
    with pytest.raises(ValueError, match="no end"):
        tight_script("let a = `b;")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_texts_of_our_scripts_stay_as_they_are(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tight = tight_script(source)
    bare = re.sub(r"^\s*//.*", "", source, flags=re.M)
    assert tight_script(tight) == tight
    for text in re.findall(r'"(?:\\.|[^"\\\n])*"', bare):
        assert text in tight
    assert re.sub(r"[\s;,()]", "", tight).count("=>") == re.sub(r"\s", "", bare).count("=>")


@pytest.mark.peer
@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_our_scripts_are_scripts_still(path: Path, tmp_path: Path) -> None:
    tight = tmp_path / "tight.mjs"
    tight.write_text(tight_script(path.read_text(encoding="utf-8")), encoding="utf-8")
    subprocess.run(["node", "--check", str(tight)], check=True, timeout=60)


def test_a_style_sheet_loses_what_nobody_draws() -> None:
    text = ":root {\n  --a: light-dark(#fff, #000);\n}\n/* why */\n.a > .b,\n.c :hover { margin: -1px 0 calc(1px + 2px); }\n"
    assert tight_style(text) == (
        ":root{--a:light-dark(#fff,#000)}.a>.b,.c :hover{margin:-1px 0 calc(1px + 2px)}"
    )
