//! The allowlist for raw HTML in posts: elements and attributes that texts need and that cannot do harm by themselves.

use crate::address::listed;
/// Block elements: their start tags end an open paragraph (HTML standard, 13.2.6.4.7).
const BLOCKS: &str = "address article aside blockquote center dd details div dl dt figcaption figure footer h2 h3 h4 h5 \
    h6 header hgroup hr li menu nav ol p pre section summary table ul";

/// All other elements that are kept.
const OTHERS: &str = "a abbr acronym audio b bdi bdo big br caption cite code col colgroup data del dfn em font i img ins \
    kbd mark meter picture progress q rp rt ruby s samp small source span strike strong sub sup tbody td tfoot th thead \
    time tr track tt u var video wbr";

/// Elements of MathML Core: only inside of `math`, and nothing else in there, so that no browser leaves MathML before
/// its end tag (HTML standard, 13.2.6.5).
const MATH: &str = "annotation math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms \
    mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics";

const VOID: &str = "br col hr img source track wbr";

/// Elements dropped with their content, which browsers read as plain text.
const TEXT_ONLY: &str = "iframe noembed noframes noscript script style textarea title xmp";

/// Elements dropped with their content.
const OPAQUE: &str = "annotation-xml datalist object select svg template";

/// Elements that need a certain parent, with those parents.
const CHILDREN: [(&str, &str); 7] = [
    ("li", "menu ol ul"),
    ("dd dt", "dl"),
    ("rp rt", "ruby"),
    ("caption colgroup tbody tfoot thead", "table"),
    ("col", "colgroup table"),
    ("tr", "tbody tfoot thead table"),
    ("td th", "tr tbody tfoot thead table"),
];

/// Attributes kept as they are on any element: their values have no effect outside of it.
const PLAIN: &str = "abbr accent accentunder align alt alttext bgcolor border cellpadding cellspacing class color colspan \
    columnspan controls datetime decoding default depth dir display displaystyle download encoding form headers height high \
    hidden hreflang itemprop itemscope itemtype kind label lang largeop linethickness loading loop low lspace mathbackground \
    mathcolor mathsize mathvariant max maxsize media min minsize movablelimits muted nowrap open optimum playsinline preload \
    reversed role rowspan rspace scope scriptlevel size sizes span srclang start stretchy summary symmetric title translate \
    type valign value voffset width";

/// Attributes reserved for the app and the publisher.
const APP_DATA: &str = "data-base data-route data-stamp data-structure data-style";

/// Ids of the app's own pages. For footnotes see [`is_footnote_id`].
pub const APP_IDS: [&str; 5] = ["main", "feuillet", "feuillet-data", "featured", "newest"];

/// Names with a meaning on `document`, `window` or every object; refused as ids. In the standard, none does harm: only
/// `embed`, `form`, `iframe`, `img` and `object` become properties of a document, by their `name` (HTML standard,
/// 3.1.7), which is never kept, and an id becomes a property of the window only if it has none of that name (7.2.2.3).
/// Foreign scripts, such as browser extensions, may be less careful.
const DOM_NAMES: &str = "activeElement adoptedStyleSheets alert all anchors appendChild applets attributes baseURI body \
    characterSet childNodes children close compatMode constructor cookie createElement currentScript defaultView \
    designMode dir doctype document documentElement documentURI domain embeds event firstChild forms frames \
    getElementById getElementsByClassName getElementsByName getElementsByTagName hasOwnProperty head history \
    implementation images innerHTML insertBefore lastChild lastModified length links localStorage location name \
    namespaceURI navigator nextSibling nodeName nodeType nodeValue normalize open opener ownerDocument parent \
    parentElement parentNode plugins previousSibling querySelector querySelectorAll readyState referrer removeAttribute \
    removeAttributeNode removeChild replaceChild screen scripts self sessionStorage setAttribute status styleSheets \
    submit textContent title toString top URL valueOf visibilityState wasmBindings window write writeln";

/// The treatment of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Kept(&'static str),
    /// Tags dropped, content kept.
    Unwrapped,
    /// Dropped with its content, which may hold elements.
    Dropped(&'static str),
    /// Dropped with its content, which is text only.
    DroppedText(&'static str),
}

/// The kind of an attribute's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Plain,
    Id,
    Style,
    Tabindex,
    /// The target of a link.
    Link,
    /// The address of a picture; may be a `data:` URL.
    Picture,
    /// The address of audio, video, a video's poster or subtitles.
    Media,
    Pictures,
    Rel,
    Target,
}

/// Returns how an element is treated; `name` in lower case.
pub fn fate(name: &str) -> Fate {
    match name {
        // A page has only one `h1`, its title, and one `main`.
        "h1" => Fate::Kept("h2"),
        "main" => Fate::Kept("div"),
        _ => listed(BLOCKS, name)
            .or_else(|| listed(OTHERS, name))
            .or_else(|| listed(MATH, name))
            .map(Fate::Kept)
            .or_else(|| listed(TEXT_ONLY, name).map(Fate::DroppedText))
            .or_else(|| listed(OPAQUE, name).map(Fate::Dropped))
            .unwrap_or(Fate::Unwrapped),
    }
}

pub fn is_block(name: &str) -> bool {
    listed(BLOCKS, name).is_some()
}

pub fn is_math(name: &str) -> bool {
    listed(MATH, name).is_some()
}

pub fn is_void(name: &str) -> bool {
    listed(VOID, name).is_some()
}

/// Returns the allowed parents of an element; `None` if any.
pub fn parents(name: &str) -> Option<&'static str> {
    if name != "math" && is_math(name) {
        return Some(MATH);
    }
    let found = CHILDREN.iter().find(|(children, _)| listed(children, name).is_some());
    found.map(|(_, parents)| *parents)
}

pub fn is_parent(parents: &'static str, name: &str) -> bool {
    listed(parents, name).is_some()
}

/// Returns the kind of an attribute's value, both names in lower case; `None` if the attribute is dropped.
pub fn value(element: &str, attribute: &str) -> Option<Value> {
    Some(match (attribute, element) {
        ("id", _) | ("name", "a") => Value::Id,
        ("style", _) => Value::Style,
        ("tabindex", _) => Value::Tabindex,
        ("href", "a") | ("cite", _) => Value::Link,
        ("rel", "a") => Value::Rel,
        ("target", "a") => Value::Target,
        ("src", "img" | "source") => Value::Picture,
        ("src", "audio" | "track" | "video") | ("poster", "video") => Value::Media,
        ("srcset", "img" | "source") => Value::Pictures,
        _ => {
            let custom = (attribute.starts_with("aria-") || attribute.starts_with("data-"))
                && attribute
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && listed(APP_DATA, attribute).is_none();
            return (custom || listed(PLAIN, attribute).is_some()).then_some(Value::Plain);
        }
    })
}

/// Whether an id looks like those of footnotes and their references.
pub fn is_footnote_id(id: &str) -> bool {
    let number = id.strip_prefix("fnref-").or_else(|| id.strip_prefix("fn-"));
    number.is_some_and(|number| number.starts_with(|first: char| first.is_ascii_digit()))
}

/// Whether authors may use this id.
pub fn is_free_id(id: &str) -> bool {
    !id.is_empty()
        && !id.starts_with("__")
        && !id.contains(char::is_whitespace)
        && !APP_IDS.contains(&id)
        && !is_footnote_id(id)
        && listed(DOM_NAMES, id).is_none()
}
