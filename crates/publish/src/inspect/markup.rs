//! Inspection: what the sanitizer removes from tags of raw HTML, by the tables of `content::sanitize`, and how to fix
//! it.

use std::ops::Range;

use feuillet_content::address::Purpose;
use feuillet_content::document::sanitize::policy::{self, Fate, Value};
use feuillet_content::document::sanitize::tokens::Tag;
use feuillet_content::document::sanitize::{address, style};
use feuillet_content::links::scheme;

use super::seen::{Address, Seen, Wordless};
use crate::inspect::seen::Loss;
use crate::library::located::offset;

/// Attributes that are removed without a finding: they control loading, help editors, or repeat what other attributes
/// say.
const UNNOTICED: &str = "accesskey allowfullscreen allowtransparency as async autocapitalize autocomplete autocorrect \
    autofocus charset contenteditable crossorigin defer draggable enterkeyhint fetchpriority frameborder \
    imagesizes imagesrcset inert inputmode integrity is itemid itemref marginheight marginwidth mozallowfullscreen name nonce \
    part ping prefix property referrerpolicy resource scrolling slot spellcheck typeof version vocab \
    webkitallowfullscreen xml:lang xml:space xmlns";

/// HTML elements whose tags are removed; their content, if any, stays. Any other name is not HTML: probably a text that
/// should have been written as code, such as `Vec<String>`.
const KNOWN: &str = "acronym applet area base basefont bgsound blink body button canvas dialog embed fieldset form frame \
    frameset head html input keygen label legend link map marquee meta multicol nobr optgroup option output param \
    plaintext portal search selectedcontent slot spacer";

/// Elements among [`KNOWN`] that have no content.
const EMPTY: &str = "area base basefont bgsound embed frame input keygen link meta param";

/// A start tag to be inspected.
pub(super) struct Judge<'a, 'html> {
    /// The raw HTML that contains it.
    pub(super) html: &'html str,
    pub(super) tag: &'a Tag<'html>,
    /// Its byte range in `html`.
    pub(super) range: Range<usize>,
    /// Hosts that posts may embed.
    pub(super) frames: &'a [String],
    /// Maps a range of `html` to the body of the document.
    pub(super) place: &'a dyn Fn(Range<usize>) -> Range<usize>,
}

impl Judge<'_, '_> {
    /// Records the addresses and classes of the tag, and what it loses.
    pub(super) fn judge(&self, seen: &mut Seen) {
        let name = self.tag.name.to_ascii_lowercase();
        match policy::fate(&name) {
            Fate::Kept(element) => self.kept(element, seen),
            Fate::DroppedText("iframe") => self.frame(seen),
            Fate::Unwrapped => self.lose(seen, self.range.clone(), unwrapped(self.tag.name, &name)),
            Fate::Dropped(name) | Fate::DroppedText(name) => self.lose(seen, self.range.clone(), left_out(name)),
        }
    }

    fn lose(&self, seen: &mut Seen, range: Range<usize>, loss: Loss) {
        seen.losses.push(((self.place)(range), loss));
    }

    /// Inspects the attributes of an element that is kept.
    fn kept(&self, element: &'static str, seen: &mut Seen) {
        let mut known: Vec<String> = Vec::new();
        let mut has_source = false;
        let mut is_source_refused = false;
        for (written, raw) in &self.tag.attributes {
            let name = written.to_ascii_lowercase();
            // Of duplicate attributes, only the first counts.
            if known.contains(&name) {
                continue;
            }
            let range = self.attribute(written, raw);
            let decoded = address::decode(raw);
            let purpose = match policy::value(element, &name) {
                None => {
                    if !is_unnoticed(&name) {
                        self.lose(seen, range, attribute_lost(&name, self.tag.name));
                    }
                    None
                }
                Some(Value::Style) => {
                    self.style(raw, range, seen);
                    None
                }
                Some(Value::Id) => {
                    if !decoded.is_empty() && !policy::is_free_id(&decoded) {
                        self.lose(seen, range, id_lost(&decoded));
                    }
                    None
                }
                Some(Value::Link) => Some(Purpose::Link),
                Some(Value::Picture) => Some(Purpose::Picture),
                Some(Value::Media) => Some(Purpose::Media),
                Some(Value::Pictures) => {
                    let value = self.value(raw);
                    address::pictures(&decoded, |url| {
                        let range = value.start + raw.find(url).unwrap_or(0);
                        let is_kept = self.address(url, range..range + url.len(), Purpose::Picture, seen);
                        has_source |= is_kept;
                        is_source_refused |= !is_kept;
                        None
                    });
                    None
                }
                Some(Value::Plain) if name == "class" => {
                    let start = self.value(raw).start;
                    for class in raw.split_ascii_whitespace() {
                        let at = start + offset(class, raw);
                        let range = (self.place)(at..at + class.len());
                        seen.classes.push((address::decode(class).into_owned(), range));
                    }
                    None
                }
                Some(Value::Plain | Value::Tabindex | Value::Rel | Value::Target) => None,
            };
            if let Some(purpose) = purpose {
                let place = if raw.is_empty() {
                    self.attribute(written, raw)
                } else {
                    self.value(raw)
                };
                let is_kept = self.address(&decoded, place, purpose, seen);
                has_source |= is_kept && name == "src";
                is_source_refused |= !is_kept && name == "src";
            }
            known.push(name);
        }
        if element == "img" {
            self.picture(has_source, is_source_refused, seen);
        }
    }

    /// Checks that a picture has an address and alternative text, or is marked as decorative.
    fn picture(&self, has_source: bool, is_source_refused: bool, seen: &mut Seen) {
        let has = |name: &str| {
            self.tag
                .attributes
                .iter()
                .any(|(found, _)| found.eq_ignore_ascii_case(name))
        };
        let says = |name: &str, values: &[&str]| {
            let mut attributes = self.tag.attributes.iter();
            attributes.any(|(found, value)| found.eq_ignore_ascii_case(name) && values.contains(value))
        };
        if !has_source {
            if !is_source_refused {
                let loss = Loss::new(
                    "this picture has no address; its alternative text is shown",
                    "write `src=\"…\"`",
                );
                self.lose(seen, self.range.clone(), loss);
            }
        } else if !has("alt")
            && !has("aria-label")
            && !says("aria-hidden", &["true"])
            && !says("role", &["presentation", "none"])
        {
            let mut attributes = self.tag.attributes.iter();
            let url = attributes.find(|(name, _)| name.eq_ignore_ascii_case("src"));
            seen.without_words.push(Wordless {
                url: url.map(|(_, url)| (*url).to_owned()).unwrap_or_default(),
                range: (self.place)(self.range.clone()),
                is_html: true,
            });
        }
    }

    /// Records an address, and its loss if it is not allowed. Returns whether it is.
    fn address(&self, url: &str, range: Range<usize>, purpose: Purpose, seen: &mut Seen) -> bool {
        let is_kept = feuillet_content::address::allowed(url, purpose).is_some();
        if !is_kept {
            self.lose(seen, range.clone(), refused(url, purpose));
        }
        seen.addresses.push(Address {
            url: feuillet_content::address::clean(url).into_owned(),
            range: (self.place)(range),
            purpose,
        });
        is_kept
    }

    /// Records the declarations of an inline style that are removed.
    fn style(&self, raw: &str, whole: Range<usize>, seen: &mut Seen) {
        let start = offset(raw, self.html);
        let decoded = address::decode(raw);
        let mut at = 0;
        for declaration in decoded.split(';') {
            let text = declaration.trim();
            // Vendor-prefixed declarations have a standard one beside them.
            if !text.is_empty() && !text.starts_with('-') && style::kept(text).is_empty() {
                let begin = start + at + (declaration.len() - declaration.trim_start().len());
                // Character references shift positions, so fall back to the whole attribute.
                let range = if *decoded == *raw {
                    begin..begin + text.len()
                } else {
                    whole.clone()
                };
                let loss = Loss::new(
                    format!("`{}` is left out of this inline style", shortened(text)),
                    "inline styles may hold colors, sizes, spaces and such, but nothing that loads files or covers the page",
                );
                self.lose(seen, range, loss);
            }
            at += declaration.len() + 1;
        }
    }

    /// Inspects a frame: it is kept if its host is allowed, else a link replaces it.
    fn frame(&self, seen: &mut Seen) {
        let source = self
            .tag
            .attributes
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("src"));
        let Some((_, raw)) = source.filter(|(_, raw)| !raw.trim().is_empty()) else {
            let loss = Loss::new(
                "a frame without an address is left out",
                "write `src=\"https://…\"`, or put what it shows into the post",
            );
            self.lose(seen, self.range.clone(), loss);
            return;
        };
        let url = address::decode(raw);
        if !self.address(&url, self.value(raw), Purpose::Media, seen) {
            return;
        }
        let url = feuillet_content::address::clean(&url);
        let host = address::secure_host(&url);
        if host.is_some_and(|host| self.frames.iter().any(|frame| frame.eq_ignore_ascii_case(host))) {
            return;
        }
        let help = match host {
            Some(host) => format!("add `{host}` to `frames` in site.yaml, if posts may show its pages"),
            None => "frames show pages of other hosts, by addresses that begin with `https://`".to_owned(),
        };
        let whose = host.map_or_else(|| "this frame".to_owned(), |host| format!("this frame of `{host}`"));
        self.lose(
            seen,
            self.value(raw),
            Loss::new(format!("{whose} is shown as a link"), help),
        );
    }

    /// Range of an attribute in `html`: its name, and its value with quotes.
    fn attribute(&self, name: &str, value: &str) -> Range<usize> {
        let start = offset(name, self.html);
        if value.is_empty() {
            return start..start + name.len();
        }
        let end = self.value(value).end;
        let quote = self.html[end..].starts_with(['"', '\'']);
        start..end + usize::from(quote)
    }

    /// Range of an attribute's value in `html`.
    fn value(&self, value: &str) -> Range<usize> {
        let start = offset(value, self.html);
        start..start + value.len()
    }
}

/// Loss of an address with a scheme that is not allowed.
pub(super) fn refused(url: &str, purpose: Purpose) -> Loss {
    let url = feuillet_content::address::clean(url);
    let scheme = scheme(&url).map_or("", |(scheme, _)| scheme);
    let what = match purpose {
        Purpose::Link => "the link leads nowhere, its text stays",
        Purpose::Picture => "the picture is not shown, its text stands in its place",
        Purpose::Media => "it is not played",
    };
    let help = match purpose {
        Purpose::Link => "links may begin with `https:`, `http:`, `mailto:` or `tel:`, or be paths of the blog",
        Purpose::Picture | Purpose::Media => "write a path of the blog, or an address that begins with `https:`",
    };
    Loss::new(
        format!("addresses that begin with `{scheme}:` are refused: {what}"),
        help,
    )
}

/// Loss of a tag that has no `>`; `None` if the text does not look like a tag.
pub(super) fn unfinished(html: &str) -> Option<Loss> {
    let name = html.strip_prefix('<')?;
    let name = name.strip_prefix('/').unwrap_or(name);
    name.starts_with(|first: char| first.is_ascii_alphabetic()).then(|| {
        Loss::new(
            "this tag has no `>`: it is left out, and what follows it up to the end of its block",
            "write the `>`, or `&lt;` where `<` is meant as text",
        )
    })
}

/// Loss of an element whose tags are removed and whose content stays.
fn unwrapped(written: &str, name: &str) -> Loss {
    if feuillet_content::address::listed(EMPTY, name).is_some() {
        return Loss::new(
            format!("`<{name}>` is not let through: it is left out"),
            "a post has no use for it",
        );
    }
    let message = format!("`<{written}>` is not let through: the tag is left out, what is between its tags stays");
    if feuillet_content::address::listed(KNOWN, name).is_some() {
        return Loss::new(message, "leave it out");
    }
    Loss::new(
        message,
        format!("if it is meant as text, write `&lt;{written}>`, or put it between backticks"),
    )
}

/// Loss of an element that is removed with its content.
fn left_out(name: &str) -> Loss {
    let help = match name {
        "script" | "noscript" => "posts run no scripts; say what it shows in the text",
        "style" => "write `style=\"…\"` at the elements themselves",
        "svg" => "save the drawing as a file, and show it as a picture: `![what it shows](drawing.svg)`",
        "math" => "show the formula as a picture, or write it as text",
        "object" => "show a picture, or a link to the file",
        _ => "say in the text what it shows",
    };
    Loss::new(format!("`<{name}>` is left out with all that is in it"), help)
}

/// Whether an attribute is removed without a finding. `data-` attributes are for scripts, of which there are none.
fn is_unnoticed(name: &str) -> bool {
    feuillet_content::address::listed(UNNOTICED, name).is_some()
        || name.starts_with("data-")
        || name.starts_with("xmlns:")
}

fn attribute_lost(name: &str, element: &str) -> Loss {
    let message = format!("the attribute `{name}` is left out of `<{element}>`");
    let help = if name.starts_with("on") {
        "posts run no scripts"
    } else if name == "classname" {
        "write `class`"
    } else if name == "markdown" {
        "Markdown between raw tags is read where blank lines stand around it"
    } else {
        "leave it out, or say it with an attribute or inline style that is let through"
    };
    Loss::new(message, help)
}

fn id_lost(id: &str) -> Loss {
    let why = if id.contains(char::is_whitespace) {
        "it holds a blank"
    } else {
        "the page itself or a browser uses that name"
    };
    Loss::new(
        format!("the id `{id}` is left out: {why}"),
        "choose another, and the same in the links to it",
    )
}

/// Shortens a text for a message to 60 characters, with an ellipsis.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
