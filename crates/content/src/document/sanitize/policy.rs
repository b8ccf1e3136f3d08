//! The allowlist for raw HTML in posts: elements and attributes that texts need and that cannot do harm by themselves.

use super::names::Names;
use crate::address::listed;

/// Block elements: their start tags end an open paragraph (HTML standard, 13.2.6.4.7).
static BLOCKS: Names = Names::of(
    "address article aside blockquote center dd details div dl dt figcaption figure footer h2 h3 h4 h5 \
    h6 header hgroup hr li menu nav ol p pre section summary table ul",
);

/// All other elements that are kept.
static OTHERS: Names = Names::of(
    "a abbr acronym audio b bdi bdo big br caption cite code col colgroup data del dfn em font i img ins \
    kbd mark meter picture progress q rp rt ruby s samp small source span strike strong sub sup tbody td tfoot th thead \
    time tr track tt u var video wbr",
);

/// Elements of MathML Core: only inside of `math`, and nothing else in there, so that no browser leaves MathML before
/// its end tag (HTML standard, 13.2.6.5).
static MATH: Names = Names::of(
    "annotation math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms \
    mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics",
);

static VOID: Names = Names::of("br col hr img source track wbr");

/// Elements dropped with their content, which browsers read as plain text.
static TEXT_ONLY: Names = Names::of("iframe noembed noframes noscript script style textarea title xmp");

/// Elements dropped with their content.
static OPAQUE: Names = Names::of("annotation-xml datalist object select svg template");

/// Elements that need a certain parent, with those parents.
static CHILDREN: [(Names, Names); 7] = [
    (Names::of("li"), Names::of("menu ol ul")),
    (Names::of("dd dt"), Names::of("dl")),
    (Names::of("rp rt"), Names::of("ruby")),
    (Names::of("caption colgroup tbody tfoot thead"), Names::of("table")),
    (Names::of("col"), Names::of("colgroup table")),
    (Names::of("tr"), Names::of("table tbody tfoot thead")),
    (Names::of("td th"), Names::of("table tbody tfoot thead tr")),
];

/// Attributes kept as they are on any element: their values have no effect outside of it.
static PLAIN: Names = Names::of(
    "abbr accent accentunder align alt alttext bgcolor border cellpadding cellspacing class color colspan \
    columnspan controls datetime decoding default depth dir display displaystyle download encoding form headers height high \
    hidden hreflang itemprop itemscope itemtype kind label lang largeop linethickness loading loop low lspace mathbackground \
    mathcolor mathsize mathvariant max maxsize media min minsize movablelimits muted nowrap open optimum playsinline preload \
    reversed role rowspan rspace scope scriptlevel size sizes span srclang start stretchy summary symmetric title translate \
    type valign value voffset width",
);

/// Attributes reserved for the app and the publisher.
static APP_DATA: Names = Names::of("data-base data-route data-stamp data-structure data-style");

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
        _ => BLOCKS
            .get(name)
            .or_else(|| OTHERS.get(name))
            .or_else(|| MATH.get(name))
            .map(Fate::Kept)
            .or_else(|| TEXT_ONLY.get(name).map(Fate::DroppedText))
            .or_else(|| OPAQUE.get(name).map(Fate::Dropped))
            .unwrap_or(Fate::Unwrapped),
    }
}

pub fn is_block(name: &str) -> bool {
    BLOCKS.has(name)
}

pub fn is_math(name: &str) -> bool {
    MATH.has(name)
}

pub fn is_void(name: &str) -> bool {
    VOID.has(name)
}

/// Returns the allowed parents of an element; `None` if any.
pub(super) fn parents(name: &str) -> Option<&'static Names> {
    if name != "math" && is_math(name) {
        return Some(&MATH);
    }
    let found = CHILDREN.iter().find(|(children, _)| children.has(name));
    found.map(|(_, parents)| parents)
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
                && !APP_DATA.has(attribute);
            return (custom || PLAIN.has(attribute)).then_some(Value::Plain);
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
