//! The author's look in a real browser: rules follow the theme, and what the settings say is seen.

use serde_json::json;

use crate::harness::{Content, Journey};

const POST: &str = "---\ntitle: A\n---\n\n<p id=a class=\"text-red-700 dark:text-white md:italic\">a</p>\n\n\
    <p id=b class=\"bg-gray-100 text-gray-800 own mt-4\">b</p>\n\n<p id=c class=\"fixed inset-0\">c</p>\n\n[on](b.md)\n";

#[test]
fn classes_of_posts_follow_the_theme_and_the_author_s_own_rules_win() {
    let content = Content::empty()
        .with("posts/a.md", POST)
        .with(
            "posts/b.md",
            "---\ntitle: B\n---\n\n<p id=a class=\"uppercase\">b</p>\n",
        )
        .with(
            "theme.css",
            ".own { margin-top: 99px }\n.site-title { letter-spacing: 3px }\n",
        )
        .with(
            "site.yaml",
            "title: x\nlanguage: en\ntheme:\n  accent: '#1a4d8f'\n  corner: 0\n  fonts: {text: sans}\n",
        );
    Journey::through(content).walk(async |visitor| {
        let style = |id: &str, property: &str| format!("getComputedStyle(document.getElementById('{id}')).{property}");
        let theme = |name: &str| format!("document.documentElement.setAttribute('data-theme', '{name}')");
        visitor.prefers(&[("prefers-color-scheme", "light")]).await;
        visitor.open("/posts/a/").await;
        // The system's colors.
        visitor
            .finds(&format!("{} !== 'rgb(255, 255, 255)'", style("a", "color")), true)
            .await;
        visitor.prefers(&[("prefers-color-scheme", "dark")]).await;
        visitor.finds(&style("a", "color"), "rgb(255, 255, 255)").await;
        // The colors that the visitor chose.
        visitor.run(&theme("light")).await;
        visitor
            .finds(&format!("{} !== 'rgb(255, 255, 255)'", style("a", "color")), true)
            .await;
        visitor.prefers(&[("prefers-color-scheme", "light")]).await;
        visitor.run(&theme("dark")).await;
        visitor.finds(&style("a", "color"), "rgb(255, 255, 255)").await;
        visitor
            .run("document.documentElement.removeAttribute('data-theme')")
            .await;

        visitor.finds(&style("b", "marginTop"), "99px").await;
        visitor.finds(&style("c", "position"), "static").await;
        visitor
            .finds(
                "getComputedStyle(document.querySelector('.site-title')).letterSpacing",
                "3px",
            )
            .await;
        visitor
            .finds(
                "getComputedStyle(document.querySelector('.prose a')).color",
                "rgb(26, 77, 143)",
            )
            .await;
        visitor
            .finds(
                "getComputedStyle(document.documentElement).fontFamily.startsWith('system-ui')",
                true,
            )
            .await;

        // The sheet has the classes of all posts.
        visitor.follow("on").await;
        visitor.sees_title("B").await;
        visitor.finds(&style("a", "textTransform"), "uppercase").await;
    });
}

/// A font of its own, whose letters are wide boxes, and what stands in for it where it does not come.
#[test]
fn a_font_of_one_s_own_moves_nothing() {
    let font = include_bytes!("../suite/fonts/boxes.woff2");
    let text = "un texte assez long pour plusieurs lignes de la page ".repeat(20);
    let content = Content::empty()
        .with("posts/a.md", format!("---\ntitle: A\n---\n\n{text}\n"))
        .with("boxes.woff2", font)
        .with(
            "site.yaml",
            "title: x\nlanguage: fr\ntheme:\n  fonts: {text: 'Boxes, serif'}\n  font_files: [{file: boxes.woff2, family: Boxes}]\n",
        );
    Journey::through(content).walk(async |visitor| {
        visitor.open("/posts/a/").await;
        visitor.finds("document.fonts.check('18px Boxes')", true).await;
        let width = |family: &str| {
            format!(
                "(() => {{ const span = document.createElement('span'); span.textContent = 'pour plusieurs lignes de la page'; \
                 span.className = 'probe'; const sheet = new CSSStyleSheet(); \
                 sheet.replaceSync('.probe {{ font-family: \"{family}\" }}'); document.adoptedStyleSheets.push(sheet); \
                 document.body.append(span); const box = span.getBoundingClientRect(); span.remove(); \
                 document.adoptedStyleSheets.pop(); return [box.width, box.height]; }})()"
            )
        };
        let own = visitor.ask(&width("Boxes")).await;
        let other = visitor.ask(&width("Boxes fallback")).await;
        for part in 0..2 {
            let [own, other] = [&own, &other].map(|box_| box_[part].as_f64().expect("a length"));
            assert!((own / other - 1.0).abs() < 0.08, "{own} and {other}");
        }
        visitor
            .finds(
                "new Promise(done => { let sum = 0; const seen = new PerformanceObserver(list => { for (const shift of \
                 list.getEntries()) sum += shift.value; }); seen.observe({ type: 'layout-shift', buffered: true }); \
                 requestAnimationFrame(() => requestAnimationFrame(() => done(sum))); })",
                json!(0),
            )
            .await;
    });
}

#[test]
fn a_post_with_a_picture_and_contents_begins_on_the_first_screen() {
    let begins = "(text => text.getBoundingClientRect().top + parseFloat(getComputedStyle(text).lineHeight))\
                  (document.querySelector('.prose p')) < innerHeight";
    Journey::through(Content::sample())
        .without_offline()
        .walk(async |visitor| {
            for (width, height) in [(360, 640), (1024, 768), (1366, 768), (1440, 900)] {
                visitor.has_a_window(width, height).await;
                visitor.open("/posts/the-night-train-library/").await;
                assert_eq!(visitor.ask(begins).await, json!(true), "{width}x{height}");
            }
        });
}
