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
const KNOWN: &str = "acronym applet area base basefont bgsound blink body button canvas dialog embed fieldset form frame \
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
    Loss::new(
        "this picture has no address; its alternative text is shown",
        "write `src=\"…\"`",
    )
}

/// Loss of a declaration of an inline style; `None` if it is kept.
pub(super) fn declaration_lost(text: &str) -> Option<Loss> {
    // Vendor-prefixed declarations have a standard one beside them.
    if text.is_empty() || text.starts_with('-') || !style::kept(text).is_empty() {
        return None;
    }
    Some(Loss::new(
        format!("`{}` is left out of this inline style", shortened(text)),
        "inline styles may hold colors, sizes, spaces and such, but nothing that loads files or covers the page",
    ))
}

pub(super) fn empty_frame() -> Loss {
    Loss::new(
        "a frame without an address is left out",
        "write `src=\"https://…\"`, or put what it shows into the post",
    )
}

/// Loss of a frame whose host is not allowed.
pub(super) fn frame_as_link(url: &str) -> Loss {
    let host = address::secure_host(url);
    let help = match host {
        Some(host) => format!("add `{host}` to `frames` in site.yaml, if posts may show its pages"),
        None => "frames show pages of other hosts, by addresses that begin with `https://`".to_owned(),
    };
    let whose = host.map_or_else(|| "this frame".to_owned(), |host| format!("this frame of `{host}`"));
    Loss::new(format!("{whose} is shown as a link"), help)
}

/// Loss of an address with a scheme that is not allowed.
pub(super) fn refused(url: &str, purpose: Purpose) -> Loss {
    let scheme = scheme(url).map_or("", |(scheme, _)| scheme);
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
pub(super) fn unwrapped(written: &str) -> Loss {
    let name = &*written.to_ascii_lowercase();
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
pub(super) fn left_out(name: &str) -> Loss {
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
pub(super) fn is_unnoticed(name: &str) -> bool {
    feuillet_content::address::listed(UNNOTICED, name).is_some()
        || name.starts_with("data-")
        || name.starts_with("xmlns:")
}

pub(super) fn attribute_lost(name: &str, element: &str) -> Loss {
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

pub(super) fn id_lost(id: &str) -> Loss {
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
