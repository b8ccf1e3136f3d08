//! Findings about raw HTML that the sanitizer removes, and how to fix it.

use feuillet_content::address::Purpose;
use feuillet_content::document::sanitize::tokens::Tag;
use feuillet_content::document::sanitize::{address, style};
use feuillet_content::links::scheme;

use crate::inspect::observations::Loss;

/// Attributes that are removed without a finding: they control loading, help editors, or repeat what other attributes
/// say.
const UNNOTICED: &str = "accesskey allowfullscreen allowtransparency as async autocapitalize autocomplete autocorrect \
    autofocus charset contenteditable crossorigin defer draggable enterkeyhint fetchpriority frameborder \
    imagesizes imagesrcset inert inputmode integrity is itemid itemref marginheight marginwidth mozallowfullscreen name nonce \
    part ping prefix property referrerpolicy resource scrolling slot spellcheck typeof version vocab \
    webkitallowfullscreen xml:lang xml:space xmlns";

/// HTML elements whose tags are removed; their content, if any, stays. Any other name is not HTML: probably a text that
/// should have been written as code, such as `Vec<String>`.
const KNOWN: &str = "applet area base basefont bgsound blink body button canvas dialog embed fieldset form frame \
    frameset head html input keygen label legend link map marquee meta multicol nobr optgroup option output param \
    plaintext portal search selectedcontent slot spacer";

/// Elements among [`KNOWN`] that have no content.
const EMPTY: &str = "area base basefont bgsound embed frame input keygen link meta param";

/// Whether a picture has no alternative text and is not marked as decorative.
pub(super) fn lacks_alternative(tag: &Tag<'_>) -> bool {
    let has = |name: &str| {
        let mut attributes = tag.attributes.iter();
        attributes.any(|(found, _)| found.eq_ignore_ascii_case(name))
    };
    let says = |name: &str, values: &[&str]| {
        let mut attributes = tag.attributes.iter();
        attributes.any(|(found, value)| found.eq_ignore_ascii_case(name) && values.contains(value))
    };
    !has("alt") && !has("aria-label") && !says("aria-hidden", &["true"]) && !says("role", &["presentation", "none"])
}

pub(super) fn without_source() -> Loss {
    Loss::new("image without `src`: replaced by its alt text", "add `src=\"…\"`")
}

/// Loss of a declaration of an inline style; `None` if it is kept.
pub(super) fn declaration_lost(text: &str) -> Option<Loss> {
    // Vendor-prefixed declarations have a standard one beside them.
    if text.is_empty() || text.starts_with('-') || !style::kept(text).is_empty() {
        return None;
    }
    Some(Loss::new(
        format!("inline style `{}` is not allowed: removed", shortened(text)),
        "use only styles for colors, sizes, spacing and the like, which load no files and cover nothing",
    ))
}

pub(super) fn empty_frame() -> Loss {
    Loss::new(
        "`<iframe>` without `src`: removed",
        "add `src=\"https://…\"`, or put its content into the post",
    )
}

/// Loss of a frame whose host is not allowed.
pub(super) fn frame_as_link(url: &str) -> Loss {
    let host = address::secure_host(url);
    let help = match host {
        Some(host) => format!("add `{host}` to `frames` in site.yaml to allow it"),
        None => "use an `https://` address of another host".to_owned(),
    };
    let source = host.map_or_else(|| "this address".to_owned(), |host| format!("`{host}`"));
    Loss::new(
        format!("`<iframe>` from {source} is not allowed: replaced by a link"),
        help,
    )
}

/// Loss of an address with a scheme that is not allowed.
pub(super) fn refused(url: &str, purpose: Purpose) -> Loss {
    let scheme = scheme(url).map_or("", |(scheme, _)| scheme);
    let what = match purpose {
        Purpose::Link => "link removed, text kept",
        Purpose::Picture => "image replaced by its alt text",
        Purpose::Media => "not loaded",
    };
    let help = match purpose {
        Purpose::Link => "use `https:`, `http:`, `mailto:`, `tel:` or a path of the blog",
        Purpose::Picture | Purpose::Media => "use `https:` or a path of the blog",
    };
    Loss::new(format!("`{scheme}:` addresses are not allowed: {what}"), help)
}

/// Loss of a tag that has no `>`; `None` if the text does not look like a tag.
pub(super) fn unfinished(html: &str) -> Option<Loss> {
    let name = html.strip_prefix('<')?;
    let name = name.strip_prefix('/').unwrap_or(name);
    name.starts_with(|first: char| first.is_ascii_alphabetic()).then(|| {
        Loss::new(
            "unclosed tag: removed with the rest of its block",
            "add the missing `>`, or write `&lt;` for a literal `<`",
        )
    })
}

/// Loss of an element whose tags are removed and whose content stays.
pub(super) fn unwrapped(written: &str) -> Loss {
    let name = &*written.to_ascii_lowercase();
    if feuillet_content::address::listed(EMPTY, name).is_some() {
        return Loss::new(format!("unsupported element `<{name}>`: removed"), "remove it");
    }
    let message = format!("unsupported element `<{written}>`: tags removed, content kept");
    if feuillet_content::address::listed(KNOWN, name).is_some() {
        return Loss::new(message, "remove its tags");
    }
    Loss::new(
        message,
        format!("write `&lt;{written}>` or use backticks if it is meant as text"),
    )
}

/// Loss of an element that is removed with its content.
pub(super) fn left_out(name: &str) -> Loss {
    let help = match name {
        "script" | "noscript" => "describe it in the text; scripts do not run in posts",
        "style" => "use `style=\"…\"` on the elements instead",
        "svg" => "save it as a file and write `![description](drawing.svg)`",
        "object" => "use an image, or a link to the file",
        _ => "describe it in the text",
    };
    Loss::new(
        format!("unsupported element `<{name}>`: removed with its content"),
        help,
    )
}

/// Whether an attribute is removed without a finding. `data-` attributes are for scripts, of which there are none.
pub(super) fn is_unnoticed(name: &str) -> bool {
    feuillet_content::address::listed(UNNOTICED, name).is_some()
        || name.starts_with("data-")
        || name.starts_with("xmlns:")
}

pub(super) fn attribute_lost(name: &str, element: &str) -> Loss {
    let message = format!("attribute `{name}` of `<{element}>` is not allowed: removed");
    let help = if name.starts_with("on") {
        "remove it; scripts do not run in posts"
    } else if name == "classname" {
        "write `class`"
    } else if name == "markdown" {
        "remove it, and put blank lines around the Markdown inside the element"
    } else {
        "remove it, or use an allowed attribute or inline style"
    };
    Loss::new(message, help)
}

pub(super) fn id_lost(id: &str) -> Loss {
    let why = if id.contains(char::is_whitespace) {
        "it contains whitespace"
    } else {
        "the name is reserved by the page or the browser"
    };
    Loss::new(
        format!("id `{id}` is removed: {why}"),
        "choose another id, and update the links to it",
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
