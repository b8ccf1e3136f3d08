//! Structured data for search engines: the schema.org vocabulary as JSON-LD.

use feuillet_content::route::{Route, Taxonomy};

use super::{Element, Elements, Page};
use crate::shown::{Content, PostView};

impl Elements {
    /// Adds structured data. It needs absolute URLs, so there is none if the blog has no `url`.
    pub(super) fn json_ld(&mut self, page: &Page<'_>) {
        if page.address.is_empty() {
            return;
        }
        let mut json = Json("{\"@context\":\"https://schema.org\",\"@graph\":[".to_owned());
        match page.content {
            Content::Home(list) if !list.place.is_first() => return,
            Content::Home(_) => home(&mut json, page),
            Content::Post(post) => {
                posting(&mut json, page, post);
                json.0.push(',');
                breadcrumbs(&mut json, page);
            }
            _ => breadcrumbs(&mut json, page),
        }
        json.0.push_str("]}");
        self.0.push(Element {
            tag: "script",
            attributes: vec![("type", "application/ld+json".to_owned())],
            text: json.0,
        });
    }
}

fn home(json: &mut Json, page: &Page<'_>) {
    let site = &page.blog.site;
    // Search engines take the site's name from `WebSite`; posts are part of a `Blog`.
    json.0.push_str("{\"@type\":[\"WebSite\",\"Blog\"]");
    json.text("name", &site.title);
    json.text("url", page.address);
    json.text("description", page.description);
    json.text("inLanguage", page.language);
    let author: Vec<&str> = site.author.as_deref().into_iter().collect();
    json.people("author", &author);
    json.close();
}

fn posting(json: &mut Json, page: &Page<'_>, post: &PostView) {
    let site = &page.blog.site;
    json.open("BlogPosting");
    for (key, value) in [
        ("headline", page.title),
        ("description", page.description),
        ("datePublished", &post.published),
        ("dateModified", &post.modified),
        ("image", page.image),
        ("inLanguage", page.language),
        ("mainEntityOfPage", page.address),
    ] {
        json.text(key, value);
    }
    let tags: Vec<&str> = post.tags.iter().map(|tag| tag.name.as_str()).collect();
    json.text("keywords", &tags.join(", "));
    json.people("author", &page.authors(post));
    json.key("isPartOf");
    json.open("Blog");
    json.text("name", &site.title);
    json.text("url", site.url.as_deref().unwrap_or_default());
    json.close();
    json.close();
}

/// Writes the breadcrumbs from the home page to this one, through a post's first category.
fn breadcrumbs(json: &mut Json, page: &Page<'_>) {
    let mut steps = vec![(page.blog.site.title.as_str(), Route::HOME)];
    if let Content::Post(post) = page.content
        && let Some(category) = post.categories.first()
    {
        let route = Taxonomy::Categories.route(&category.slug);
        steps.push((&category.name, route));
    }
    steps.push((page.title, page.route.clone()));
    json.open("BreadcrumbList");
    json.key("itemListElement");
    json.0.push('[');
    for (index, (name, route)) in steps.into_iter().enumerate() {
        if index > 0 {
            json.0.push(',');
        }
        json.open("ListItem");
        json.key("position");
        json.0.push_str(&(index + 1).to_string());
        json.text("name", name);
        let address = page.blog.whole_address(&page.blog.href(&route));
        json.text("item", &address.unwrap_or_default());
        json.close();
    }
    json.0.push(']');
    json.close();
}

/// JSON (RFC 8259), written piece by piece. Every object starts with `@type`, so each further member starts with a
/// comma.
struct Json(String);

impl Json {
    fn open(&mut self, kind: &str) {
        self.0.push_str("{\"@type\":");
        self.string(kind);
    }

    fn close(&mut self) {
        self.0.push('}');
    }

    fn key(&mut self, key: &str) {
        self.0.push(',');
        self.string(key);
        self.0.push(':');
    }

    /// Writes a string member, unless it is empty.
    fn text(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.key(key);
            self.string(value);
        }
    }

    /// Writes persons by name: a single object, or a list.
    fn people(&mut self, key: &str, names: &[&str]) {
        if names.is_empty() {
            return;
        }
        self.key(key);
        let is_list = names.len() > 1;
        if is_list {
            self.0.push('[');
        }
        for (index, name) in names.iter().enumerate() {
            if index > 0 {
                self.0.push(',');
            }
            self.open("Person");
            self.text("name", name);
            self.close();
        }
        if is_list {
            self.0.push(']');
        }
    }

    /// Writes a string without `<`, so that it can neither end its `<script>` nor start a comment in it.
    fn string(&mut self, text: &str) {
        self.0.push('"');
        for character in text.chars() {
            match character {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(character);
                }
                '<' | '\0'..'\x20' => {
                    self.0.push_str("\\u00");
                    for digit in [character as u32 / 16, character as u32 % 16] {
                        self.0.extend(char::from_digit(digit, 16));
                    }
                }
                _ => self.0.push(character),
            }
        }
        self.0.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_and_never_end_their_script() {
        for (text, expected) in [
            ("", r#""""#),
            ("é \"x\" \\ 日本語", r#""é \"x\" \\ 日本語""#),
            ("</script><!--", r#""\u003c/script>\u003c!--""#),
            ("a\nb\t\u{0}\u{1f} ", r#""a\u000ab\u0009\u0000\u001f ""#),
        ] {
            let mut json = Json(String::new());
            json.string(text);
            assert_eq!(json.0, expected);
        }
    }
}
