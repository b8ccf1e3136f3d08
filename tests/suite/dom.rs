//! HTML as a browser parses it, flattened to pieces, and what must not be in it.

use scraper::{ElementRef, Html, Node, Selector};
use url::Url;

/// Ids that the app gives to elements of its own pages.
const APP_IDS: [&str; 4] = ["main", "feuillet", "featured", "newest"];

/// Some of the names by which scripts find a document's parts.
const DOM_NAMES: [&str; 16] = [
    "cookie",
    "body",
    "head",
    "location",
    "forms",
    "document",
    "documentElement",
    "getElementById",
    "nodeType",
    "parentNode",
    "attributes",
    "removeAttributeNode",
    "namespaceURI",
    "hasChildNodes",
    "textContent",
    "submit",
];

/// Elements without an end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
];

/// A page with this HTML in an element of the id `root`.
pub(crate) fn page(html: &str) -> Html {
    Html::parse_document(&format!(
        "<!DOCTYPE html><html><head></head><body><div id=\"root\">{html}</div><p id=\"after\"></p></body></html>"
    ))
}

/// Returns the only element that a selector finds.
pub(crate) fn find<'page>(page: &'page Html, selector: &str) -> ElementRef<'page> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector).next().expect("the element is there")
}

/// Tags and texts inside of an element, in order.
pub(crate) fn pieces(root: ElementRef<'_>) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut next = root.first_child();
    // By hand, since documents are nested too deep for a function that calls itself.
    while let Some(mut node) = next {
        match node.value() {
            Node::Element(element) => {
                let attributes = element.attrs().map(|(name, value)| (name.to_owned(), value.to_owned()));
                pieces.push(start(element.name(), attributes.collect()));
            }
            Node::Text(text) => push_text(&mut pieces, &text.text),
            _ => pieces.push("<!-- -->".to_owned()),
        }
        next = node.first_child();
        while next.is_none() {
            if let Node::Element(element) = node.value()
                && !VOID.contains(&element.name())
            {
                pieces.push(format!("</{}>", element.name()));
            }
            next = node.next_sibling();
            if next.is_none() {
                match node.parent().filter(|parent| parent.id() != root.id()) {
                    Some(parent) => node = parent,
                    None => return pieces,
                }
            }
        }
    }
    pieces
}

/// Returns the pieces as written in the HTML, without a parser's corrections. Every `<` and `>` in it must belong to a
/// tag.
pub(crate) fn written(html: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for (index, part) in html.split('<').enumerate() {
        let (tag, text) = if index == 0 {
            ("", part)
        } else {
            part.split_once('>').expect("a tag has an end")
        };
        if let Some(name) = tag.strip_prefix('/') {
            pieces.push(format!("</{name}>"));
        } else if !tag.is_empty() {
            let tag = tag.trim_end_matches('/').trim_end();
            let (name, attributes) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
            pieces.push(start(name, attributes_of(attributes)));
        }
        let mut text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
        // A parser takes the first line end in preformatted text for part of the tag.
        if text.starts_with('\n') && pieces.last().is_some_and(|last| last.starts_with("<pre ")) {
            text.remove(0);
        }
        if text.contains('&') {
            let parsed = page(&text);
            push_text(&mut pieces, &find(&parsed, "#root").text().collect::<String>());
        } else {
            push_text(&mut pieces, &text);
        }
    }
    pieces
}

fn attributes_of(text: &str) -> Vec<(String, String)> {
    let parsed = page(&format!("<x-y {text}></x-y>"));
    let element = find(&parsed, "x-y").value();
    let attributes = element.attrs().map(|(name, value)| (name.to_owned(), value.to_owned()));
    attributes.collect()
}

fn start(name: &str, mut attributes: Vec<(String, String)>) -> String {
    attributes.sort();
    format!("<{name} {attributes:?}>")
}

fn push_text(pieces: &mut Vec<String>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if !last.starts_with('<') => last.push_str(text),
        // A piece that starts with an angle bracket is a tag, so replace it in text.
        _ => pieces.push(text.replace('<', "‹")),
    }
}

/// Returns everything inside an element that the policy forbids, in whatever spelling.
pub(crate) fn forbidden(root: ElementRef<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for element in root.descendent_elements().filter(|element| *element != root) {
        let value = element.value();
        let name = value.name();
        let is_task = name == "input" && value.attr("type") == Some("checkbox") && value.attr("disabled").is_some();
        let elements = [
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "base",
            "meta",
            "link",
            "form",
            "input",
            "button",
            "select",
            "textarea",
            "svg",
            "template",
            "noscript",
            "frame",
            "frameset",
            "applet",
            "xmp",
            "plaintext",
        ];
        if elements.contains(&name) && !is_task {
            found.push(format!("<{name}>"));
        }
        for (attribute, value) in value.attrs() {
            let told = || format!("<{name} {attribute}=\"{value}\">");
            let is_address = matches!(
                attribute,
                "href" | "src" | "xlink:href" | "poster" | "action" | "formaction" | "data" | "background" | "cite"
            );
            let is_forbidden = attribute.starts_with("on")
                || matches!(
                    attribute,
                    "style" | "srcdoc" | "form" | "is" | "slot" | "accesskey" | "autofocus"
                )
                || (attribute == "name" && name != "a")
                || (attribute == "data-style" && !is_harmless_style(value));
            if is_forbidden || (is_address && !is_harmless(value, name)) {
                found.push(told());
            }
            if attribute == "srcset" && value.split(',').any(|part| !is_harmless(part.trim(), name)) {
                found.push(told());
            }
            let is_app_id = APP_IDS.contains(&value) && (name, value) != ("main", "main");
            let is_note = value.starts_with("fn-") && name != "li";
            if matches!(attribute, "id" | "name") && (is_app_id || is_note || DOM_NAMES.contains(&value)) {
                found.push(told());
            }
        }
    }
    found
}

fn is_harmless(address: &str, element: &str) -> bool {
    let base = Url::parse("https://blog.example/posts/x/").expect("an address");
    let Ok(url) = base.join(address) else {
        // An address that no browser can resolve is not followed.
        return !address.contains("script");
    };
    match url.scheme() {
        "http" | "https" | "mailto" | "tel" => true,
        "data" if matches!(element, "img" | "source") => {
            let path = url.path();
            ["png", "jpeg", "gif", "webp", "avif"]
                .iter()
                .any(|kind| path.to_ascii_lowercase().starts_with(&format!("image/{kind}")))
        }
        _ => false,
    }
}

fn is_harmless_style(style: &str) -> bool {
    let words = [
        "url",
        "expression",
        "position",
        "z-index",
        "inset",
        "transform",
        "behavior",
        "import",
        "\\",
        "@",
        "/*",
    ];
    words.iter().all(|word| !style.to_ascii_lowercase().contains(word))
}
