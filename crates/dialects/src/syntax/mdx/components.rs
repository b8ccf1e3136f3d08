//! The components that authors use most, by the names that they go by, and what stands for them in Markdown.

use super::html::{listed, value};
use super::jsx::{Kind, Tag, Value};
use super::scan::Scan;
use crate::syntax::blocks::alert_kind;
use crate::syntax::embeds;
use crate::syntax::fences::Info;
use crate::text::links::escape_text;

/// What becomes of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Becomes {
    Alert(&'static str, Option<String>),
    Details(String),
    Quotation,
    /// Its content, under a title.
    Content(Option<String>),
    /// Its content, between these.
    Between(String, String),
    /// This, without its content.
    Text(String),
    /// A block of code: what stands behind the fence, and the code.
    Code(String, String),
    /// Its content or nothing, and the author is told.
    Unknown,
}

/// Components that only arrange their content.
const ARRANGEMENTS: &str = "steps cardgrid cards cardgroup tabs codetabs codegroup filetree filestree files grid columns column \
    col row center container wrapper section box flex readmore linkcards packagemanagertabs uiframeworktabs statictabs \
    tabgroup accordions accordiongroup prose figure fullwidth aligncenter timeline steplist expressivecode \
    translation seemore head1 mdxlayout staticssrtabs jsapitabs contentwrapper";
/// Components with a title above their content.
const TITLED: &str = "tabitem tab tabpanel card splitcard listcard step accordion folder linkcardgroup section panel item \
    timelineitem codeblocktab example feature";
const ALERTS: &str = "aside callout admonition alert note tip warning caution danger info important notice hint success error \
    banner message tldr remark";
const DETAILS: &str = "details collapse collapsible accordionitem spoiler fold expandable disclosure toggle expander \
    collapsibleitem";
const PICTURES: &str = "image picture img astroimage optimizedimage zoomableimage zoomimage themedimage figureimage lightbox \
    responsiveimage nextimage cldimage blogimage idealimage zoom photo";
/// Components that say nothing in a text.
const SILENT: &str = "icon head script style toc tableofcontents spacer divider clear";
const LINKS: &str = "link a navlink externallink anchor nextlink extlink autolink";
const BUTTONS: &str = "linkcard linkbutton button buttonlink linkpreview card cta bookmark preview";
const INLINE: &str = "badge tag chip pill label small";

/// What a component becomes. `outer` is the component that it stands in, `child` the one expression that is its content.
pub(super) fn becomes(tag: &Tag, outer: Option<&str>, child: Option<&str>, scan: &Scan, in_html: bool) -> Becomes {
    let name = tag.name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_whole = tag.kind == Kind::Whole;
    let title = || title(tag);
    if name.is_empty() || name == "fragment" {
        let in_tabs = outer.is_some_and(|outer| outer.to_ascii_lowercase().ends_with("tabs"));
        return Becomes::Content(tag.text(&["slot"]).filter(|slot| in_tabs && slot != "default"));
    }
    if listed(ALERTS, &name) {
        let said = tag.text(&["type", "variant", "kind", "intent", "status", "color"]);
        let kind = said
            .as_deref()
            .and_then(alert_kind)
            .or_else(|| alert_kind(&name))
            .unwrap_or("NOTE");
        return Becomes::Alert(kind, title());
    }
    if listed(PICTURES, &name)
        && let Some(picture) = picture(tag, scan, in_html)
    {
        return Becomes::Text(picture);
    }
    if listed(SILENT, &name) {
        return Becomes::Text(String::new());
    }
    if let Some(id) = tag.text(&[
        "id", "videoId", "videoid", "bvid", "bv", "aid", "repo", "tweetId", "src", "url", "href",
    ]) && let Some(link) = embeds::link(&name, &id, tag.text(&["title", "label", "alt"]).as_deref())
    {
        return Becomes::Text(link);
    }
    if listed(LINKS, &name) {
        let to = address(tag, &["href", "to", "url"], scan);
        return match (to, is_whole) {
            (Some(to), true) => Becomes::Text(embeds::to(&to, &title().unwrap_or_else(|| to.clone()))),
            (Some(to), false) => Becomes::Between("[".to_owned(), format!("](<{}>)", to.replace(['<', '>', '\n'], ""))),
            (None, _) => Becomes::Content(None),
        };
    }
    if listed(BUTTONS, &name)
        && let Some(to) = address(tag, &["href", "to", "link", "url", "id"], scan)
    {
        let Some(title) = title().or_else(|| tag.text(&["text", "children"]).or_else(|| is_whole.then(|| to.clone())))
        else {
            return Becomes::Between("[".to_owned(), format!("](<{}>)", to.replace(['<', '>', '\n'], "")));
        };
        let link = embeds::to(&to, &title);
        let description = tag
            .text(&["description", "desc"])
            .map(|text| format!(" — {text}"))
            .unwrap_or_default();
        if is_whole {
            return Becomes::Text(format!("**{link}**{description}"));
        }
        return Becomes::Content(Some(link));
    }
    if listed(DETAILS, &name)
        && let Some(summary) = title()
    {
        return Becomes::Details(summary);
    }
    if listed(TITLED, &name) || listed(DETAILS, &name) {
        return Becomes::Content(title());
    }
    if listed(ARRANGEMENTS, &name) {
        return Becomes::Content(None);
    }
    if listed(INLINE, &name) {
        let text = tag.text(&["text", "label", "title", "name"]);
        return match text.filter(|_| is_whole) {
            Some(text) => Becomes::Text(format!("<small>{}</small>", escape_text(&text))),
            None => Becomes::Between("<small>".to_owned(), "</small>".to_owned()),
        };
    }
    match name.as_str() {
        "code" | "codeblock" | "highlightcode" | "prism" => {
            let code = tag
                .text(&["code", "children"])
                .or_else(|| value(tag.code("code").or(child)?, scan));
            let Some(code) = code else { return Becomes::Unknown };
            let language = tag.text(&["lang", "language"]).unwrap_or_default();
            let title = tag
                .text(&["title"])
                .map(|title| format!(" title=\"{}\"", title.replace('"', "'")));
            let info = format!("{}{}", Info::of(&language).language, title.unwrap_or_default());
            Becomes::Code(info, code)
        }
        "since" => Becomes::Text(
            tag.text(&["v"])
                .map(|version| format!("`v{version}`"))
                .unwrap_or_default(),
        ),
        "kbd" | "mark" | "highlight" | "sub" | "sup" | "abbr" => {
            let element = if name == "highlight" { "mark" } else { &name };
            Becomes::Between(format!("<{element}>"), format!("</{element}>"))
        }
        "blockquote" | "quote" | "pullquote" => Becomes::Quotation,
        "br" => Becomes::Text("<br>".to_owned()),
        "video" | "audio" => match address(tag, &["src", "url"], scan) {
            Some(source) => Becomes::Text(format!(
                "<{name} controls src=\"{}\"></{name}>",
                source.replace('"', "%22")
            )),
            None => Becomes::Unknown,
        },
        _ => match address(tag, &["href", "to"], scan).zip(title()) {
            Some((to, title)) if is_whole => Becomes::Text(embeds::to(&to, &title)),
            _ => Becomes::Unknown,
        },
    }
}

fn title(tag: &Tag) -> Option<String> {
    tag.text(&[
        "title", "label", "summary", "header", "heading", "question", "name", "text", "value",
    ])
}

/// The first of some attributes that names an address or a file.
fn address(tag: &Tag, names: &[&str], scan: &Scan) -> Option<String> {
    names.iter().find_map(|name| {
        let attribute = tag.attributes.iter().find(|attribute| attribute.name == *name)?;
        let address = match &attribute.value {
            Value::Present => return None,
            Value::Text(text) => text.clone(),
            Value::Code(code) => value(code, scan)?,
        };
        let address = address.trim();
        (!address.is_empty()).then(|| address.to_owned())
    })
}

fn picture(tag: &Tag, scan: &Scan, in_html: bool) -> Option<String> {
    let source = address(tag, &["src", "source", "image", "img", "href"], scan).or_else(|| {
        // Docusaurus: `sources={{ light: …, dark: … }}`
        let sources = tag.code("sources")?;
        let light = sources.split_once("light:")?.1.split([',', '}']).next()?;
        let light = if light.contains('(') && !light.contains(')') {
            format!("{light})")
        } else {
            light.to_owned()
        };
        value(&light, scan)
    })?;
    let alt = tag.text(&["alt"]).unwrap_or_default();
    let caption = tag.text(&["caption", "title"]);
    if in_html {
        let quote = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        return Some(format!("<img src=\"{}\" alt=\"{}\">", quote(&source), quote(&alt)));
    }
    let source = source.replace('<', "%3C").replace('>', "%3E").replace('\n', "");
    let source = if source.contains([' ', '(', ')']) {
        format!("<{source}>")
    } else {
        source
    };
    let caption = caption
        .map(|caption| {
            format!(
                " \"{}\"",
                caption.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ")
            )
        })
        .unwrap_or_default();
    Some(format!("![{}]({source}{caption})", escape_text(&alt)))
}
