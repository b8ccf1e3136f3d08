//! Raw HTML in and out.

use super::*;
use crate::base_path::BasePath;
use crate::document::enrichments::Enrichments;

/// Sanitizes each case as a document of its own and compares the output.
fn check(cases: &[(&str, &str)]) {
    let base = BasePath::parse("/sub/").unwrap();
    let links = LinkContext {
        base: &base,
        directory: "posts",
        renamed: &[],
    };
    let frames = ["video.example".to_owned()];
    for (html, expected) in cases {
        let mut sanitizer = Sanitizer::new(links, &frames, Enrichments::new(""), ());
        let mut output = String::new();
        sanitizer.raw(html, &mut ReadingTime::default(), &mut output);
        sanitizer.finish(&mut output);
        assert_eq!(output, *expected, "{html}");
    }
}

#[test]
fn harmless_markup_stays() {
    check(&[
        (
            "<div class=\"flex\"><abbr title='a \"b\"'>c</abbr>&copy;</div>",
            "<div class=\"flex\"><abbr title=\"a &quot;b&quot;\">c</abbr>&copy;</div>",
        ),
        ("<VIDEO CONTROLS></VIDEO>", "<video controls=\"\"></video>"),
        ("<h1>a</h1><main>b</main>", "<h2>a</h2><div>b</div>"),
        ("1 < 2 > 0 <é>", "1 &lt; 2 &gt; 0 &lt;é&gt;"),
        ("a<br/>b<hr>c<wbr>", "a<br>b<hr>c<wbr>"),
        (
            "<img src=a.png><img src=a.png title=b>",
            "<img src=\"/sub/content/posts/a.png\" alt=\"\"><img src=\"/sub/content/posts/a.png\" title=\"b\">",
        ),
        ("<pre tabindex=-1></pre>", "<pre tabindex=\"-1\"></pre>"),
        ("<pre>\n\n a\n</pre>", "<pre tabindex=\"0\">\n\n a\n</pre>"),
        (
            "<p aria-label=x data-x=y data-route=/ data-Stamp=z tabindex=5>",
            "<p aria-label=\"x\" data-x=\"y\"></p>",
        ),
    ]);
}

#[test]
fn what_can_do_something_goes() {
    check(&[
        ("a<script>b</b></script>c", "ac"),
        ("a<SCRIPT src=x>b", "a"),
        ("<style>a</style><title>b</title><noscript><img src=x></noscript>c", "c"),
        ("<svg><svg/><svg><p>a</svg></p>b</svg>c<svg/>d", "cd"),
        ("<select><option>a</select>b</select>c", "bc"),
        (
            "<form action=x><input><button>a</button><textarea><b></textarea></form>",
            "a",
        ),
        ("<x-y onclick=z>a</x-y><Steps>b</Steps>", "ab"),
        ("<b onclick=alert(1) ONFOCUS='x'>a</b>", "<b>a</b>"),
        ("a<!-- b -->c<?php d ?>e<!doctype html>f<![CDATA[g]]>h", "acefh"),
        (
            "<object data=x><embed src=x>a</object>b<base href=x><meta><link href=x>",
            "b",
        ),
        ("<template><p>a</template>b", "b"),
    ]);
}

#[test]
fn addresses_are_resolved_and_judged() {
    check(&[
        ("<a href=b.md>b</a>", "<a href=\"/sub/posts/b/\">b</a>"),
        (
            "<a href='/x.png?a=1&amp;b=2'>b</a>",
            "<a href=\"/sub/x.png?a=1&amp;b=2\">b</a>",
        ),
        ("<a href='java&Tab;script&colon;x'>a</a>", "<a>a</a>"),
        ("<a href='&#1;JaVaScRiPt:x'>a</a>", "<a>a</a>"),
        ("<img src=javascript:x alt='a < b'>", "a &lt; b"),
        (
            "<img src=c.png srcset='c.png 1x, javascript:x 2x,/d.png 3x'>",
            "<img src=\"/sub/content/posts/c.png\" srcset=\"/sub/content/posts/c.png 1x, /sub/d.png 3x\" alt=\"\">",
        ),
        (
            "<video poster=data:image/png,x src=/v.mp4></video>",
            "<video src=\"/sub/v.mp4\"></video>",
        ),
        (
            "<a href=https://example.org target=_BLANK>a</a>",
            "<a href=\"https://example.org\" target=\"_blank\" rel=\"noopener\">a</a>",
        ),
        (
            "<a target=_blank rel=me>a</a><a target=_top>b</a>",
            "<a target=\"_blank\" rel=\"me noopener\">a</a><a>b</a>",
        ),
        (
            "<td background=javascript:x><p action=x xlink:href=x src=x href=x>",
            "<p></p>",
        ),
    ]);
}

#[test]
fn frames_of_unknown_hosts_are_links() {
    check(&[
        (
            "<iframe src='https://VIDEO.example/a?b' title=c onload=x srcdoc=x sandbox>d</iframe>e",
            "<iframe src=\"https://VIDEO.example/a?b\" title=\"c\" loading=\"lazy\"></iframe>e",
        ),
        (
            "<iframe src='https://other.example/a' title='A \"film\"'></iframe>",
            "<a href=\"https://other.example/a\">A &quot;film&quot;</a>",
        ),
        (
            "<iframe src='https://other.example/a'></iframe>",
            "<a href=\"https://other.example/a\">other.example</a>",
        ),
        (
            "<iframe src='http://video.example/'></iframe>",
            "<a href=\"http://video.example/\">video.example</a>",
        ),
        ("<iframe src='javascript:x' title=a></iframe>b", "b"),
        ("<iframe srcdoc='<script>'></iframe>b", "b"),
    ]);
}

#[test]
fn styles_are_kept_as_data() {
    check(&[
        (
            "<p style='TEXT-ALIGN:center;position:fixed'>a",
            "<p data-style=\"text-align: center\">a</p>",
        ),
        ("<p style='position:fixed' data-style='position: fixed'>a", "<p>a</p>"),
    ]);
}

#[test]
fn ids_collide_with_nothing() {
    check(&[(
        "<a id=x name=y></a><a id=x></a><p id=main><p id=fn-1><img id=cookie src=a.png name=z>",
        "<a id=\"x\" name=\"y\"></a><a></a><p></p><p><img src=\"/sub/content/posts/a.png\" alt=\"\"></p>",
    )]);
}

#[test]
fn elements_nest_as_browsers_nest_them() {
    check(&[
        ("<div><b>a", "<div><b>a</b></div>"),
        ("a</div></p>b", "ab"),
        ("<b><i>a</b>c</i>", "<b><i>a</i></b>c"),
        (
            "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
            "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>",
        ),
        ("<li>a</li>", "a"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
        (
            "<dl><div><dt>a<dd>b</div></dl>",
            "<dl><div><dt>a</dt><dd>b</dd></div></dl>",
        ),
        ("<p>a<p>b<div>c</div></p>", "<p>a</p><p>b</p><div>c</div>"),
        (
            "<ruby>a<rp>(<rt>b<rp>)</ruby>",
            "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>",
        ),
        (
            "<table><tr><td>a<td>b<tr><th>c</table>",
            "<table><tbody><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></tbody></table>",
        ),
        (
            "<table><caption>a<col><thead><td>b<tbody> <tr></table>",
            "<table><caption>a</caption><colgroup><col></colgroup><thead><tr><td>b</td></tr></thead><tbody> <tr></tr></tbody></table>",
        ),
        (
            "<table>a<tr><p>b</table>",
            "<table><tbody><tr><td>a</td></tr><tr><td><p>b</p></td></tr></tbody></table>",
        ),
        (
            "<table><tr><td><table><tr><td></div></tr></table>a</table>",
            "<table><tbody><tr><td><table><tbody><tr><td></td></tr></tbody></table>a</td></tr></tbody></table>",
        ),
        ("<td>a</td></table>", "a"),
        (
            "<a href=/x>a<a href=/y>b",
            "<a href=\"/sub/x/\">a</a><a href=\"/sub/y/\">b</a>",
        ),
        (
            "<a href=/x><table><td><a href=/y>b",
            "<a href=\"/sub/x/\"><table><tbody><tr><td>b</td></tr></tbody></table></a>",
        ),
        ("<h2>a<h3>b</h2>c", "<h2>a</h2><h3>b</h3>c"),
        ("<ins><p>a</ins>b", "<ins><p>a</p></ins>b"),
    ]);
}

#[test]
fn formulas_in_mathml_stay_among_themselves() {
    check(&[
        (
            "<math display=block alttext=x onclick=a()><mfrac linethickness=0><mi mathvariant=normal>a</mi><mn>2</mn></mfrac></math>",
            "<math display=\"block\" alttext=\"x\"><mfrac linethickness=\"0\"><mi mathvariant=\"normal\">a</mi><mn>2</mn></mfrac></math>",
        ),
        (
            "<MATH><mspace width=1em /><mo stretchy=false>(</mo></MATH>",
            "<math><mspace width=\"1em\"></mspace><mo stretchy=\"false\">(</mo></math>",
        ),
        // No element of HTML inside, none of MathML outside.
        (
            "<math><mi>a<b>c</b><img src=x onerror=y><p>d</mi></math>",
            "<math><mi>acd</mi></math>",
        ),
        ("<mi>a</mi><mrow>b</mrow>", "ab"),
        ("<math><math><mi>a</math>b", "<math><mi>a</mi></math>b"),
        (
            "<math><mi href=javascript:a() xlink:href=javascript:b()>a</mi></math>",
            "<math><mi>a</mi></math>",
        ),
        // Ways out of one namespace into another.
        (
            "<math><annotation-xml encoding=text/html><img src=x onerror=a()></annotation-xml></math>",
            "<math></math>",
        ),
        (
            "<math><mtext><style><img src=x onerror=a()></style></mtext></math>",
            "<math><mtext></mtext></math>",
        ),
        (
            "<math><mglyph><svg><mtext><textarea><a title=\"</textarea><img src=x>\"></math>",
            "<math></math>",
        ),
        ("<math><mi><table><mi>a", "<math><mi><mi>a</mi></mi></math>"),
        ("<p><math><mi>a<p>b</math>", "<p><math><mi>ab</mi></math></p>"),
    ]);
}
