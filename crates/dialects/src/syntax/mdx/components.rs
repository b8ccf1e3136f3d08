//! Common MDX components, recognized by name, and their Markdown forms.

use super::html::{listed, value};
use super::jsx::{Kind, Tag, Value};
use super::scan::Scan;
use crate::syntax::blocks::alert_kind;
use crate::syntax::embeds;
use crate::syntax::fences;
use crate::text::links::escape_text;

/// The Markdown form of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Becomes {
    /// An alert with its kind and title.
    Alert(&'static str, Option<String>),
    /// A `<details>` element with its summary.
    Details(String),
    Quotation,
    /// Its content, below a title if there is one.
    Content(Option<String>),
    /// Its content between two texts.
    Between(String, String),
    /// A text instead of its content.
    Text(String),
    /// A code block: info string and code.
    Code(String, String),
    /// Unknown component: its content if any, with a finding.
    Unknown,
}

/// Components that only lay out their content. Names in these lists are lower case.
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
/// Components without visible text.
const SILENT: &str = "icon head script style toc tableofcontents spacer divider clear";
const LINKS: &str = "link a navlink externallink anchor nextlink extlink autolink";
/// Components that become a link if they have an address.
const BUTTONS: &str = "linkcard linkbutton button buttonlink linkpreview card cta bookmark preview";
/// Components that become small inline text.
const INLINE: &str = "badge tag chip pill label small";

/// Returns the Markdown form of a component. `outer` is the name of the tag around it, `child` the expression that is
/// its whole content, and `in_html` tells that Markdown is not parsed there.
pub(super) fn becomes(tag: &Tag, outer: Option<&str>, child: Option<&str>, scan: &Scan, in_html: bool) -> Becomes {
    let name = tag.name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_whole = tag.kind == Kind::Whole;
    let title = || title(tag);
    if name.is_empty() || name == "fragment" {
        // Astro fills named slots with fragments: in tabs, the slot's name is the title of the tab.
        let in_tabs = outer.is_some_and(|outer| outer.to_ascii_lowercase().ends_with("tabs"));
        return Becomes::Content(tag.text(&["slot"]).filter(|slot| in_tabs && slot != "default"));
    }
    if listed(ALERTS, &name) {
        // The kind comes from an attribute, else from the component's name.
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
    // Embeds of known services.
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
        // Without a title attribute, the content is the text of the link.
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
            let mut options = tag.text(&["metastring"]).unwrap_or_default();
            if let Some(title) = tag.text(&["title"]) {
                options.extend([" title=\"", &title.replace('"', "'"), "\""]);
            }
            let info = fences::info(&language, &options);
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
        // An unknown component with an address and a title is a link.
        _ => match address(tag, &["href", "to"], scan).zip(title()) {
            Some((to, title)) if is_whole => Becomes::Text(embeds::to(&to, &title)),
            _ => Becomes::Unknown,
        },
    }
}

/// Returns the title from the first attribute that can hold one.
fn title(tag: &Tag) -> Option<String> {
    tag.text(&[
        "title", "label", "summary", "header", "heading", "question", "name", "text", "value",
    ])
}

/// Returns the address or file from the first of `names` that is present.
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

/// Returns a picture in Markdown, or in HTML within HTML. Nothing if its source cannot be resolved.
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
