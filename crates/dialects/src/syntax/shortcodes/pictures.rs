//! Pictures with captions, audio and video.

use feuillet_content::escape::escape_html;

use super::inline::{bracketed, link_to, one_line};
use super::tag::{Outcome, Shortcode};

/// Arguments that can hold the picture's address, best first.
const SOURCES: [&str; 10] = [
    "src", "path", "url", "image", "img", "file", "source", "default", "light", "link",
];

/// Returns what a picture, audio or video shortcode becomes.
pub(super) fn meaning(shortcode: &Shortcode<'_>) -> Option<Outcome> {
    match shortcode.name {
        "figure" | "fig" | "figure-full" | "figurelink" | "img" | "image" | "imgproc" | "picture" | "photo"
        | "bundle-image" | "lazyimg" | "lazy-image" | "lazyload" | "resize-image" | "resize" | "responsive-image"
        | "image-caption" | "screenshot" | "gif" | "img-caption" | "imgh" | "figcaption-image" | "responsive-img"
        | "thumbnail" | "gallery-item" | "img-resize" => Some(picture(shortcode)),
        "video" | "local-video" | "video-local" | "mp4" | "html5video" | "audio" | "podcast" | "mp3" => {
            media(shortcode)
        }
        _ => None,
    }
}

/// Returns a Markdown picture, or a `<figure>` if it is a block with a caption.
fn picture(shortcode: &Shortcode<'_>) -> Outcome {
    let arguments = shortcode.arguments;
    // `link` is the target of a click, but the picture's address if no other argument has one.
    let named = arguments.named(&SOURCES);
    let Some(source) = named.or_else(|| arguments.at(0)) else {
        return Outcome::Drop;
    };
    // A pattern for several files cannot be resolved here.
    if source.contains('*') {
        return Outcome::Drop;
    }
    if shortcode.is_address {
        return Outcome::Text(source.to_owned());
    }
    let after = usize::from(named.is_none());
    let inner = shortcode.inner.map(str::trim).filter(|inner| !inner.is_empty());
    let caption = arguments
        .named(&["caption", "figcaption", "legend"])
        .or(inner)
        .map(one_line);
    let title = arguments.named(&["title"]).map(one_line);
    let alt = arguments.named(&["alt", "description", "alttext"]).map(one_line);
    // The positional argument after the address is a description, unless it contains digits: then it is a size.
    let positional = || {
        let value = arguments.at(after)?;
        (shortcode.name != "imgproc" && !value.contains(|digit: char| digit.is_ascii_digit())).then(|| one_line(value))
    };
    let plain = |text: &String| feuillet_content::document::plain_text::plain_text(text, false);
    let alt = alt
        .or_else(positional)
        .or_else(|| caption.as_ref().map(plain))
        .or_else(|| title.clone());
    let alt = alt.unwrap_or_default();
    let link = arguments.named(&["link", "href"]).filter(|link| *link != source);
    let credit = match (
        arguments.named(&["attr", "credit", "attribution"]),
        arguments.named(&["attrlink", "creditlink"]),
    ) {
        (Some(credit), Some(link)) => Some(link_to(credit, link)),
        (Some(credit), None) => Some(one_line(credit)),
        (None, _) => None,
    };
    let has_caption = caption.is_some() || credit.is_some() || (title.is_some() && shortcode.name.starts_with("fig"));
    if !shortcode.is_block || !has_caption {
        return Outcome::Text(inline(source, &alt, title.as_deref(), link));
    }
    let mut words: Vec<String> = title.iter().map(|title| format!("**{title}**")).collect();
    words.extend(caption);
    words.extend(credit);
    let mut image = element(source, &alt, shortcode);
    if let Some(link) = link {
        image = format!("<a href=\"{}\">{image}</a>", escape_html(link));
    }
    let caption = words.join(" ");
    Outcome::Block(format!(
        "<figure>\n{image}\n<figcaption>\n\n{caption}\n\n</figcaption>\n</figure>"
    ))
}

/// Returns a picture in Markdown, in a link if `link` is given.
fn inline(source: &str, alt: &str, title: Option<&str>, link: Option<&str>) -> String {
    let title = title.map_or_else(String::new, |title| format!(" \"{}\"", title.replace('"', "&quot;")));
    let source = source.replace('<', "%3C").replace('>', "%3E").replace('\n', "");
    let image = format!("![{}](<{source}>{title})", bracketed(alt));
    match link {
        Some(link) => format!("[{image}](<{}>)", link.replace(['<', '>', '\n'], "")),
        None => image,
    }
}

/// Returns an `<img>` element with width and height in pixels, if given.
fn element(source: &str, alt: &str, shortcode: &Shortcode<'_>) -> String {
    let mut image = format!("<img src=\"{}\" alt=\"{}\"", escape_html(source), escape_html(alt));
    for name in ["width", "height"] {
        let value = shortcode
            .arguments
            .named(&[name])
            .map(|value| value.trim_end_matches("px"));
        if let Some(value) = value.filter(|value| value.bytes().all(|byte| byte.is_ascii_digit())) {
            image = format!("{image} {name}=\"{value}\"");
        }
    }
    image.push('>');
    image
}

/// Returns a `<video>` or `<audio>` element, in a `<figure>` if it is a block with a caption.
fn media(shortcode: &Shortcode<'_>) -> Option<Outcome> {
    let arguments = shortcode.arguments;
    let name = match shortcode.name {
        "audio" | "podcast" | "mp3" => "audio",
        _ => "video",
    };
    let source = arguments.get(
        &["src", "url", "path", "file", "source", "mp4", "webm", "ogg", "mp3"],
        0,
    )?;
    let poster = arguments.named(&["poster", "thumbnail"]).filter(|_| name == "video");
    let poster = poster.map_or_else(String::new, |poster| format!(" poster=\"{}\"", escape_html(poster)));
    let media = format!("<{name} controls src=\"{}\"{poster}></{name}>", escape_html(source));
    let caption = arguments.named(&["caption", "title"]).map(one_line);
    Some(match caption {
        Some(caption) if shortcode.is_block => Outcome::Block(format!(
            "<figure>\n{media}\n<figcaption>\n\n{caption}\n\n</figcaption>\n</figure>"
        )),
        _ if shortcode.is_block => Outcome::Block(format!("<div>{media}</div>")),
        _ => Outcome::Text(media),
    })
}
