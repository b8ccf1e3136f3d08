//! Events of small texts: bare addresses, emphasis beside CJK characters.

use super::*;

/// Writes events as short HTML: links, emphasis and text.
pub(super) fn shown(body: &str, syntax: Syntax) -> String {
    let mut html = String::new();
    each(body, syntax, &mut |event, _| push(&mut html, event));
    html
}

pub(super) fn push(html: &mut String, event: Event<'_>) {
    match event {
        Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => html.push_str(&text),
        Event::Code(text) => html.extend(["`", &text, "`"]),
        Event::InlineMath(text) => html.extend(["$", &text, "$"]),
        Event::DisplayMath(text) => html.extend(["$$", &text, "$$"]),
        Event::SoftBreak => html.push('\n'),
        Event::Start(Tag::Link { dest_url, .. }) => html.extend(["<a ", &dest_url, ">"]),
        Event::End(TagEnd::Link) => html.push_str("</a>"),
        Event::Start(Tag::Emphasis) => html.push_str("<em>"),
        Event::End(TagEnd::Emphasis) => html.push_str("</em>"),
        Event::Start(Tag::Strong) => html.push_str("<b>"),
        Event::End(TagEnd::Strong) => html.push_str("</b>"),
        Event::Start(Tag::Strikethrough) => html.push_str("<del>"),
        Event::End(TagEnd::Strikethrough) => html.push_str("</del>"),
        Event::End(TagEnd::TableCell) => html.push('|'),
        _ => {}
    }
}

/// `[address]` stands for a link over an address with a scheme.
fn linked(text: &str) -> String {
    let mut html = String::new();
    each(text, Syntax::new(false), &mut |event, range| {
        if let Event::Start(Tag::Link {
            link_type: LinkType::Autolink | LinkType::Email,
            ..
        }) = event
        {
            html.extend(["[", &text[range], "]"]);
        }
    });
    html
}

#[test]
fn links_are_where_they_are_written() {
    assert_eq!(
        linked("a\\*b https://a.b/c_d&amp;e_f&lt; *www.x.y* m_n@o.p"),
        "[https://a.b/c_d&amp;e_f][www.x.y][m_n@o.p]"
    );
}

/// The values are those of cmark-gfm 0.29.0.gfm.6, but for a lone `www.`, whose link leads nowhere, and for links in
/// a picture's alternative text, which this test writes without the picture.
#[test]
fn bare_addresses_are_those_of_gfm() {
    for (text, expected) in [
        (
            "https://a.b/_x_ and *y*",
            "<a https://a.b/_x>https://a.b/_x</a>_ and <em>y</em>",
        ),
        (
            "https://a.b/*x* and *y*",
            "<a https://a.b/*x>https://a.b/*x</a>* and <em>y</em>",
        ),
        ("https://a.b/__x__ z", "<a https://a.b/__x>https://a.b/__x</a>__ z"),
        ("https://a.b/**x**/y", "<a https://a.b/**x**/y>https://a.b/**x**/y</a>"),
        (
            "https://a.b/~x~/~~y~~/z",
            "<a https://a.b/~x~/~~y~~/z>https://a.b/~x~/~~y~~/z</a>",
        ),
        (
            "https://a.b/~user/ and ~~z~~",
            "<a https://a.b/~user/>https://a.b/~user/</a> and <del>z</del>",
        ),
        ("*https://a.b/*", "<em><a https://a.b/>https://a.b/</a></em>"),
        (
            "**https://a.b/_c_d**",
            "<b><a https://a.b/_c_d>https://a.b/_c_d</a></b>",
        ),
        ("_https://a.b/c_", "<em><a https://a.b/c>https://a.b/c</a></em>"),
        ("~~https://a.b/c~~", "<del><a https://a.b/c>https://a.b/c</a></del>"),
        (
            "*see https://a.b/*x*/y z*",
            "<em>see <a https://a.b/*x*/y>https://a.b/*x*/y</a> z</em>",
        ),
        ("https://a.b/x`y`z w", "<a https://a.b/x`y`z>https://a.b/x`y`z</a> w"),
        ("`https://a.b/_x_`", "`https://a.b/_x_`"),
        ("https://a.b/[x](y)", "<a https://a.b/[x](y)>https://a.b/[x](y)</a>"),
        ("https://a.b/!![x]", "<a https://a.b/!![x]>https://a.b/!![x]</a>"),
        ("https://a.b/x[y]*z*", "<a https://a.b/x[y]*z>https://a.b/x[y]*z</a>*"),
        ("[see https://a.b/_c_ x](q)", "<a q>see https://a.b/<em>c</em> x</a>"),
        ("<https://a.b/_x_>", "<a https://a.b/_x_>https://a.b/_x_</a>"),
        ("<https://a.b/_x y_>", "<<a https://a.b/_x>https://a.b/_x</a> y_>"),
        ("<br>https://a.b/_x_y", "<br><a https://a.b/_x_y>https://a.b/_x_y</a>"),
        ("https://a.b/_x_<br>", "<a https://a.b/_x>https://a.b/_x</a>_<br>"),
        ("https://a.b/x<y", "<a https://a.b/x>https://a.b/x</a><y"),
        ("(https://a.b/_c_d)", "(<a https://a.b/_c_d>https://a.b/_c_d</a>)"),
        (
            "(https://a.b/(c)_d_e)",
            "(<a https://a.b/(c)_d_e>https://a.b/(c)_d_e</a>)",
        ),
        ("https://a.b/x)) y", "<a https://a.b/x>https://a.b/x</a>)) y"),
        ("https://a.b/(x)) y", "<a https://a.b/(x)>https://a.b/(x)</a>) y"),
        ("https://a.b/x...", "<a https://a.b/x>https://a.b/x</a>..."),
        (
            "https://a.b/x?!.,:*_~'\"",
            "<a https://a.b/x>https://a.b/x</a>?!.,:*_~'\"",
        ),
        (
            "https://a.b/x,y.z?q=1,2.",
            "<a https://a.b/x,y.z?q=1,2>https://a.b/x,y.z?q=1,2</a>.",
        ),
        (
            "https://a.b?x https://a.b#x",
            "<a https://a.b?x>https://a.b?x</a> <a https://a.b#x>https://a.b#x</a>",
        ),
        ("https://a.b/x;", "<a https://a.b/x>https://a.b/x</a>;"),
        ("https://a.b/x&hl;", "<a https://a.b/x>https://a.b/x</a>&hl;"),
        ("https://a.b/x&amp;", "<a https://a.b/x>https://a.b/x</a>&"),
        ("https://a.b/x&copy; y", "<a https://a.b/x>https://a.b/x</a>© y"),
        ("&lt;https://a.b/x&gt; y", "<<a https://a.b/x>https://a.b/x</a>> y"),
        (
            "\"https://a.b/x\" 'https://a.b/y'",
            "\"<a https://a.b/x>https://a.b/x</a>\" '<a https://a.b/y>https://a.b/y</a>'",
        ),
        ("https://a.b/x'y", "<a https://a.b/x'y>https://a.b/x'y</a>"),
        ("www.a.b/_x_y", "<a http://www.a.b/_x_y>www.a.b/_x_y</a>"),
        ("_www.a.b_", "<em><a http://www.a.b>www.a.b</a></em>"),
        ("*www.a.b/c*d* e", "<em><a http://www.a.b/c*d>www.a.b/c*d</a></em> e"),
        ("(www.a.b)", "(<a http://www.a.b>www.a.b</a>)"),
        (
            "www.a.b. www. www.a",
            "<a http://www.a.b>www.a.b</a>. www. <a http://www.a>www.a</a>",
        ),
        ("awww.a.b 1www.a.b", "awww.a.b 1www.a.b"),
        ("see_www.a.b", "see_<a http://www.a.b>www.a.b</a>"),
        ("_foo_bar@x.y", "<a _foo_bar@x.y>_foo_bar@x.y</a>"),
        ("a_b_c@x.y", "<a a_b_c@x.y>a_b_c@x.y</a>"),
        ("foo_bar_@x.y", "<a foo_bar_@x.y>foo_bar_@x.y</a>"),
        ("*a@b.c*", "<em><a a@b.c>a@b.c</a></em>"),
        ("a@b.c. a@b.c- a@b.c_", "<a a@b.c>a@b.c</a>. a@b.c- a@b.c_"),
        ("a\\_b@c.d", "<a a_b@c.d>a_b@c.d</a>"),
        ("a.b-c+d_e@f.g", "<a a.b-c+d_e@f.g>a.b-c+d_e@f.g</a>"),
        ("mailto:a@b.c", "<a mailto:a@b.c>mailto:a@b.c</a>"),
        (
            "http:// https:// ftp:// javascript://a.b",
            "http:// https:// ftp:// javascript://a.b",
        ),
        (
            "ftp://a.b/_x_y HTTPS://A.B/_C_D",
            "<a ftp://a.b/_x_y>ftp://a.b/_x_y</a> <a HTTPS://A.B/_C_D>HTTPS://A.B/_C_D</a>",
        ),
        (
            "http://localhost:8080/_x_y",
            "<a http://localhost:8080/_x_y>http://localhost:8080/_x_y</a>",
        ),
        (
            "http://a_b.c http://a.b_c http://a_b.c.d",
            "http://a_b.c http://a.b_c <a http://a_b.c.d>http://a_b.c.d</a>",
        ),
        (
            "xhttps://a.b 1https://a.b a.https://a.b",
            "xhttps://a.b 1<a https://a.b>https://a.b</a> a.<a https://a.b>https://a.b</a>",
        ),
        (
            "https://a.b/_x_,https://c.d/_y_z",
            "<a https://a.b/_x_,https://c.d/_y_z>https://a.b/_x_,https://c.d/_y_z</a>",
        ),
        (
            "http://u:p@a.b:80/_x_y?z=*w*#~v~u",
            "<a http://u:p@a.b:80/_x_y?z=*w*#~v~u>http://u:p@a.b:80/_x_y?z=*w*#~v~u</a>",
        ),
        ("![https://a.b/_x_y](z.png)", "https://a.b/_x_y"),
        (
            "https://a.b/_x_y\\*z*",
            "<a https://a.b/_x_y\\*z>https://a.b/_x_y\\*z</a>*",
        ),
        (
            "| https://a.b/_x_ | *y* |",
            "| <a https://a.b/_x>https://a.b/_x</a>_ | <em>y</em> |",
        ),
        ("see:https://a.b/x", "see:<a https://a.b/x>https://a.b/x</a>"),
        ("https://a.b/$x$", "<a https://a.b/$x$>https://a.b/$x$</a>"),
    ] {
        assert_eq!(shown(text, Syntax::new(false)), expected, "{text}");
    }
}

#[test]
fn addresses_end_where_readers_of_cjk_expect() {
    for (text, expected) in [
        (
            "（https://example.com/a）。",
            "（<a https://example.com/a>https://example.com/a</a>）。",
        ),
        (
            "見https://例え.jp/あ、次",
            "見<a https://例え.jp/あ>https://例え.jp/あ</a>、次",
        ),
        (
            "詳しくはhttps://example.com/docs/を参照。公式（https://example.com/a）と、https://example.com/b。次の文。",
            "詳しくは<a https://example.com/docs/>https://example.com/docs/</a>を参照。公式（<a https://example.com/a>https://example.com/a</a>）と、<a https://example.com/b>https://example.com/b</a>。次の文。",
        ),
        (
            "链接：https://example.com/路径，后面的文字。",
            "链接：<a https://example.com/路径>https://example.com/路径</a>，后面的文字。",
        ),
        (
            "https://ja.wikipedia.org/wiki/日本語の歴史 を",
            "<a https://ja.wikipedia.org/wiki/日本語の歴史>https://ja.wikipedia.org/wiki/日本語の歴史</a> を",
        ),
        (
            "https://ja.wikipedia.org/wiki/スティーブ・ジョブズ、",
            "<a https://ja.wikipedia.org/wiki/スティーブ・ジョブズ>https://ja.wikipedia.org/wiki/スティーブ・ジョブズ</a>、",
        ),
        (
            "https://zh.wikipedia.org/wiki/函数_(数学)的",
            "<a https://zh.wikipedia.org/wiki/函数_(数学)的>https://zh.wikipedia.org/wiki/函数_(数学)的</a>",
        ),
        (
            "https://zh.wikipedia.org/wiki/Category:数学。",
            "<a https://zh.wikipedia.org/wiki/Category:数学>https://zh.wikipedia.org/wiki/Category:数学</a>。",
        ),
        (
            "https://velog.io/@user/한글-제목 보기",
            "<a https://velog.io/@user/한글-제목>https://velog.io/@user/한글-제목</a> 보기",
        ),
        (
            "https://example.com/를 보세요. https://example.com/docs에서",
            "<a https://example.com/>https://example.com/</a>를 보세요. <a https://example.com/docs>https://example.com/docs</a>에서",
        ),
        (
            "(https://example.com/a)를 (https://example.com/a)中文 https://example.com/a,中文",
            "(<a https://example.com/a>https://example.com/a</a>)를 (<a https://example.com/a>https://example.com/a</a>)中文 <a https://example.com/a>https://example.com/a</a>,中文",
        ),
        (
            "https://example.com의 https://example.com文章 https://example.com。次",
            "<a https://example.com>https://example.com</a>의 <a https://example.com>https://example.com</a>文章 <a https://example.com>https://example.com</a>。次",
        ),
        (
            "**https://example.com/a**を ~~https://example.com/b~~的",
            "<b><a https://example.com/a>https://example.com/a</a></b>を <del><a https://example.com/b>https://example.com/b</a></del>的",
        ),
        (
            "「https://example.com/a」『https://example.com/b』【https://example.com/c】《https://example.com/d》",
            "「<a https://example.com/a>https://example.com/a</a>」『<a https://example.com/b>https://example.com/b</a>』【<a https://example.com/c>https://example.com/c</a>】《<a https://example.com/d>https://example.com/d</a>》",
        ),
        (
            "https://example.com/a；https://example.com/b：https://example.com/c！https://example.com/d？",
            "<a https://example.com/a>https://example.com/a</a>；<a https://example.com/b>https://example.com/b</a>：<a https://example.com/c>https://example.com/c</a>！<a https://example.com/d>https://example.com/d</a>？",
        ),
        (
            "“https://example.com/a”后 ‘https://example.com/b’ «https://example.com/c»",
            "“<a https://example.com/a>https://example.com/a</a>”后 ‘<a https://example.com/b>https://example.com/b</a>’ «<a https://example.com/c>https://example.com/c</a>»",
        ),
        (
            "见www.example.com。（www.example.com/a）",
            "见<a http://www.example.com>www.example.com</a>。（<a http://www.example.com/a>www.example.com/a</a>）",
        ),
        (
            "https://example.com/a…… https://example.com/a——说明",
            "<a https://example.com/a>https://example.com/a</a>…… <a https://example.com/a>https://example.com/a</a>——说明",
        ),
        (
            "連絡先a@b.example。mail：a@b.exampleまで",
            "連絡先<a a@b.example>a@b.example</a>。mail：<a a@b.example>a@b.example</a>まで",
        ),
        (
            "https://例え.テスト/パス/?検索=あ&x_y_z です",
            "<a https://例え.テスト/パス/?検索=あ&x_y_z>https://例え.テスト/パス/?検索=あ&x_y_z</a> です",
        ),
        (
            "[見](https://example.com/を)`https://example.com/を`",
            "<a https://example.com/を>見</a>`https://example.com/を`",
        ),
        (
            "https://fr.wikipedia.org/wiki/L’Été",
            "<a https://fr.wikipedia.org/wiki/L’Été>https://fr.wikipedia.org/wiki/L’Été</a>",
        ),
    ] {
        assert_eq!(shown(text, Syntax::new(false)), expected, "{text}");
    }
}

#[test]
fn emphasis_beside_cjk_needs_no_blanks() {
    for (text, expected) in [
        (
            "**注意：**これは大事です。**「見出し」**の後に文字。これは*「斜体」*です。",
            "<b>注意：</b>これは大事です。<b>「見出し」</b>の後に文字。これは<em>「斜体」</em>です。",
        ),
        ("~~取り消し（注）。~~次の文。", "<del>取り消し（注）。</del>次の文。"),
        (
            "유닉스는 **시그널(SIGNAL)**을 사용한다. **「強調」**です。**重要。**次。 *斜体。*后",
            "유닉스는 <b>시그널(SIGNAL)</b>을 사용한다. <b>「強調」</b>です。<b>重要。</b>次。 <em>斜体。</em>后",
        ),
        (
            "**이름(name)**과**값(value)**을",
            "<b>이름(name)</b>과<b>값(value)</b>을",
        ),
        ("字**(a)**字**(b)**字", "字<b>(a)</b>字<b>(b)</b>字"),
        ("a*字*(b)", "a<em>字</em>(b)"),
        ("(x)*字*a", "(x)<em>字</em>a"),
        ("。*字*中 字*。*字", "。<em>字</em>中 字<em>。</em>字"),
        (
            "**重要。**abc **「x」**abc abc**「x」**",
            "<b>重要。</b>abc <b>「x」</b>abc abc<b>「x」</b>",
        ),
        ("abc**（x）**abc", "abc<b>（x）</b>abc"),
        (
            "中文**a**中文**“引用”**后 前**“引用”**",
            "中文<b>a</b>中文<b>“引用”</b>后 前<b>“引用”</b>",
        ),
        ("**重要**です**。**", "<b>重要</b>です<b>。</b>"),
        ("**「強調**」です", "<b>「強調</b>」です"),
        (
            "字**`code`**字 字**[a](b)**字",
            "字<b>`code`</b>字 字<b><a b>a</a></b>字",
        ),
        (
            "*a。*b_c_ _「強調」_です __「強調」__です",
            "<em>a。</em>b_c_ _「強調」_です __「強調」__です",
        ),
        ("字*_「x」_*後", "字<em><em>「x」</em></em>後"),
        ("***重要：***これ", "<em><b>重要：</b></em>これ"),
        ("**葛󠄀**(x)**字**", "<b>葛󠄀</b>(x)<b>字</b>"),
        ("**。︀**字 “︁**x。**字", "<b>。︀</b>字 “︁<b>x。</b>字"),
        ("𠮷**（𠮷）**𠮷 **𠮷。**𠮷", "𠮷<b>（𠮷）</b>𠮷 <b>𠮷。</b>𠮷"),
        ("ﾊﾝｶｸ**「ｶﾅ」**ﾊ", "ﾊﾝｶｸ<b>「ｶﾅ」</b>ﾊ"),
        (
            "**가나다.**라 **\"인용\"**은 **‘인용’**은 **50%**를",
            "<b>가나다.</b>라 <b>\"인용\"</b>은 <b>‘인용’</b>은 <b>50%</b>를",
        ),
        ("9時~17時、10~20個。", "9時~17時、10~20個。"),
        ("字~注。~字", "字~注。~字"),
        (
            "`**重要：**これ` \\*\\*重要：\\*\\*これ",
            "`**重要：**これ` **重要：**これ",
        ),
        ("<b>**重要：**これ</b>", "<b><b>重要：</b>これ</b>"),
        ("[**重要：**これ](q)", "<a q><b>重要：</b>これ</a>"),
        ("**重要：** これ", "<b>重要：</b> これ"),
        ("**🎉重要🎉**字 字**🎉**字", "<b>🎉重要🎉</b>字 字<b>🎉</b>字"),
        ("2 * 3 * 4。*字", "2 * 3 * 4。*字"),
        ("全角　**重要：**　これ", "全角　<b>重要：</b>　これ"),
        (
            "**Google（グーグル）**は**Apple（アップル）**を",
            "<b>Google（グーグル）</b>は<b>Apple（アップル）</b>を",
        ),
        ("__注意：__これ", "__注意：__これ"),
        (
            "**[重要](q)**字 **<b>重要</b>**字",
            "<b><a q>重要</a></b>字 <b><b>重要</b></b>字",
        ),
        ("foo**(bar)**baz", "foo**(bar)**baz"),
        ("・**項目：**説明", "・<b>項目：</b>説明"),
        (
            "| **重要：**これ | **「x」**字 |\n|---|---|\n",
            "<b>重要：</b>これ|<b>「x」</b>字|",
        ),
        // Their text is the name of a definition.
        ("[**「a」**b]\n\n[**「a」**b]: /x\n", "<a /x>**「a」**b</a>"),
    ] {
        assert_eq!(shown(text, Syntax::new(false)), expected, "{text}");
    }
}
